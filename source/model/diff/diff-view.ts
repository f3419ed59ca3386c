import type {Snapshot} from '../snapshot.ts';
import {presetSummary, summarize} from '../summary.ts';
import {chooseNumbers, chooseTexts} from './choose-rows.ts';
import type {SnapshotDiff} from './diff-snapshots.ts';
import {type Restated, subtractColumns} from './signed-column.ts';
import {subtractMeasures} from './subtract-measures.ts';
import {subtractSummaries} from './subtract-summaries.ts';
import {addLinux} from './view-linux.ts';
import {viewRegions} from './view-regions.ts';

/**
 * A diff in the shape of a snapshot, for all that shows, sums, sorts and filters snapshots. Its rows are those of both
 * sides; its measures, fields, counters and its summary are differences, after less before; everything else is as it is
 * after, and as it was for what is gone. Time, process and cost are those of after.
 *
 * What holds for a snapshot and not here: a row that is gone may overlap others and begin where another begins, and
 * the blocks of a region that moved may stand out of order.
 */
export type DiffSnapshot = Snapshot & {
	readonly diff: SnapshotDiff;
	/** What `before + difference` does not give of after, by the name of the column; of Linux once its columns were read. */
	readonly restated: ReadonlyMap<string, Restated>;
};

/** Whether a snapshot is a diff: its numbers are signed then. */
export function isDiffSnapshot(snapshot: Snapshot): snapshot is DiffSnapshot {
	return 'diff' in snapshot;
}

const views = new WeakMap<SnapshotDiff, DiffSnapshot>();

/** Gives a diff the shape of a snapshot, once. */
export function diffView(diff: SnapshotDiff): DiffSnapshot {
	const known = views.get(diff);
	if (known) {
		return known;
	}

	const {rows} = diff;
	const {snapshot: before} = diff.before;
	const {snapshot: after} = diff.after;
	const restated = new Map<string, Restated>();
	const subtract = subtractColumns(rows.blockBefore, rows.blockAfter);
	const {pageTable, ...facts} = after;
	const blocks = {
		count: rows.blockCount,
		start: chooseNumbers(rows, before.blocks.start, after.blocks.start),
		region: rows.blockRegion,
		protection: chooseTexts(diff, snapshot => snapshot.blocks.protection),
		details: chooseTexts(diff, snapshot => snapshot.blocks.details),
		measures: subtractMeasures(before, after, subtract, restated),
	};
	const view: DiffSnapshot = {
		...facts,
		...(pageTable === undefined || before.pageTable === undefined ? {} : {pageTable: pageTable - before.pageTable}),
		counters: subtractCounters(before.counters, after.counters),
		strings: diff.strings,
		blocks: addLinux(diff, blocks, subtract, restated),
		regions: viewRegions(diff, restated),
		diff,
		restated,
	};
	presetSummary(view, subtractSummaries(summarize(before), summarize(after)));
	views.set(diff, view);
	return view;
}

/** The differences of the counters that both sides have. */
function subtractCounters(before: Snapshot['counters'], after: Snapshot['counters']): Snapshot['counters'] {
	return Object.fromEntries(
		Object.entries(after).flatMap(([name, value]) => {
			const old = before[name];
			return old === undefined ? [] : [[name, value - old]];
		}),
	);
}
