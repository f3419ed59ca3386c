import type {NumberColumn} from '../snapshot.ts';
import type {Label} from './labels.ts';
import {type MemoryRuns, runEnd, type WordColumn} from './memory-runs.ts';

/** The blocks that a snapshot will have, before they are measured: runs, divided where a label begins or ends. */
export type BlockPlan = {
	readonly count: number;
	readonly start: NumberColumn;
	readonly size: NumberColumn;
	/** The row of the run that the block is of. */
	readonly run: WordColumn;
	/** The text of the label; empty where there is none. A row a block. */
	readonly labels: readonly string[];
};

/** Divides runs by labels that ascend and do not overlap. */
export function planBlocks(runs: MemoryRuns, labels: readonly Label[]): BlockPlan {
	const start: number[] = [];
	const end: number[] = [];
	const run: number[] = [];
	const texts: string[] = [];
	const add = (from: number, to: number, row: number, text: string): void => {
		if (from < to) {
			start.push(from);
			end.push(to);
			run.push(row);
			texts.push(text);
		}
	};

	let next = 0;
	for (let row = 0; row < runs.count; row++) {
		let position = runs.start[row] ?? 0;
		const last = runEnd(runs, row);
		for (let label = labels[next]; label && label.start < last; label = labels[++next]) {
			add(position, Math.min(label.start, last), row, '');
			const from = Math.max(label.start, position);
			add(from, Math.min(label.end, last), row, label.text);
			position = Math.max(position, Math.min(label.end, last));
			if (label.end > last) {
				// It goes on in the next run.
				break;
			}
		}

		add(position, last, row, '');
	}

	return {
		count: start.length,
		start: Float64Array.from(start),
		size: Float64Array.from(start, (from, row) => (end[row] ?? from) - from),
		run: Uint32Array.from(run),
		labels: texts,
	};
}
