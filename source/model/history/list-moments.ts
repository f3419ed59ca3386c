import type {Snapshot} from '../snapshot.ts';
import {summarize} from '../summary.ts';
import type {Moments} from './moments.ts';
import {createTotalsLog} from './totals.ts';

/**
 * Snapshots that are all there already, in the order of time: those of a file. Each stays the one that was read, with
 * what belongs to it and is no part of it: its file's own sums, and what the file has besides.
 */
export function listMoments(snapshots: readonly [Snapshot, ...Snapshot[]]): Moments {
	const totals = createTotalsLog();
	for (const snapshot of snapshots) {
		totals.append(summarize(snapshot));
	}

	const marked = new Set<number>();
	const at = (index: number): Snapshot => snapshots[index] ?? snapshots[0];
	return {
		length: () => snapshots.length,
		at,
		timeAt: index => at(index).time,
		numberAt: index => index + 1,
		indexOfNumber: number => Math.min(Math.max(0, Math.ceil(number) - 1), snapshots.length - 1),
		isMarked: index => marked.has(index),
		mark(index, isMarked) {
			if (isMarked) {
				marked.add(index);
			} else {
				marked.delete(index);
			}
		},
		gapBefore: () => undefined,
		totals: totals.column,
		droppedCount: () => 0,
	};
}
