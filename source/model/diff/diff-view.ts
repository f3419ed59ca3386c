import {type StoredMeasure, storedMeasures} from '../measure.ts';
import {countBlocks} from '../region-counts.ts';
import {regionMeasure} from '../region-measures.ts';
import type {BlockColumns, LinuxBlockColumns, NumberColumn, RegionColumns, Snapshot, TextColumn} from '../snapshot.ts';
import {presetSummary, summarize} from '../summary.ts';
import type {DiffRows} from './diff-rows.ts';
import type {SnapshotDiff} from './diff-snapshots.ts';
import type {Side} from './side.ts';
import {type Restated, type Subtract, subtractColumns} from './signed-column.ts';
import {subtractSummaries} from './subtract-summaries.ts';

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
		blocks: after.blocks.linux
			? addLinux(blocks, after.blocks.linux, linux => viewLinux(diff, linux, subtract, restated))
			: blocks,
		regions: viewRegions(diff, restated),
		diff,
		restated,
	};
	presetSummary(view, subtractSummaries(summarize(before), summarize(after)));
	views.set(diff, view);
	return view;
}

/**
 * Adds what only Linux knows. That is more than all the rest, and shown of single rows only, so it is made when it is asked
 * for.
 */
function addLinux(
	blocks: BlockColumns,
	linux: LinuxBlockColumns,
	make: (linux: LinuxBlockColumns) => LinuxBlockColumns,
): BlockColumns {
	let made: LinuxBlockColumns | undefined;
	return {
		...blocks,
		get linux() {
			made ??= make(linux);
			return made;
		},
	};
}

function subtractMeasures(
	before: Snapshot,
	after: Snapshot,
	subtract: Subtract,
	restated: Map<string, Restated>,
): Snapshot['blocks']['measures'] {
	const measures: Partial<Record<StoredMeasure, NumberColumn>> = {};
	for (const measure of storedMeasures) {
		const column = subtractKnown(
			`measures.${measure}`,
			before.blocks.measures[measure],
			after.blocks.measures[measure],
			subtract,
			restated,
		);
		if (column) {
			measures[measure] = column;
		}
	}

	return {...measures, size: measures.size ?? new Float64Array(0)};
}

/** The differences of a column that both sides have. One that only after has is restated in full. */
function subtractKnown(
	name: string,
	before: NumberColumn | undefined,
	after: NumberColumn | undefined,
	subtract: Subtract,
	restated: Map<string, Restated>,
): NumberColumn | undefined {
	if (!after) {
		return undefined;
	}

	if (!before) {
		restated.set(name, {rows: Uint32Array.from(after, (_, row) => row), values: after});
		return undefined;
	}

	const signed = subtract(before, after);
	if (signed.restated) {
		restated.set(name, signed.restated);
	}

	return signed.column;
}

function viewLinux(
	diff: SnapshotDiff,
	linux: LinuxBlockColumns,
	subtract: Subtract,
	restated: Map<string, Restated>,
): LinuxBlockColumns {
	const {rows} = diff;
	const old = diff.before.snapshot.blocks.linux;
	const fields: Record<string, NumberColumn> = {};
	for (const [name, column] of Object.entries(linux.fields)) {
		const signed = subtractKnown(`fields.${name}`, old?.fields[name], column, subtract, restated);
		if (signed) {
			fields[name] = signed;
		}
	}

	const choose = (name: 'path' | 'device' | 'vmFlags'): TextColumn =>
		chooseTexts(diff, ({blocks}) => blocks.linux?.[name]);
	return {
		path: choose('path'),
		offset: chooseNumbers(rows, old?.offset, linux.offset),
		device: choose('device'),
		inode: chooseNumbers(rows, old?.inode, linux.inode),
		vmFlags: choose('vmFlags'),
		fields,
	};
}

function chooseNumbers(
	{blockCount, blockBefore, blockAfter}: DiffRows,
	before: NumberColumn | undefined,
	after: NumberColumn,
): NumberColumn {
	return chooseInto(new Float64Array(blockCount), blockBefore, before ?? new Float64Array(0), blockAfter, after);
}

/** Fills a column with the values of after, and of before in rows that are gone. */
function chooseInto<Column extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
	column: Column,
	beforeRows: Int32Array,
	ones: Column,
	afterRows: Int32Array,
	others: Column,
): Column {
	for (let row = 0; row < column.length; row++) {
		const other = afterRows[row] ?? -1;
		column[row] = (other < 0 ? ones[beforeRows[row] ?? 0] : others[other]) ?? 0;
	}

	return column;
}

function chooseTexts(
	{rows, before, after}: SnapshotDiff,
	columnOf: (snapshot: Snapshot) => TextColumn | undefined,
): TextColumn {
	const {blockCount, blockBefore, blockAfter} = rows;
	return chooseRows(
		blockCount,
		blockBefore,
		columnOf(before.snapshot),
		before,
		blockAfter,
		columnOf(after.snapshot),
		after,
	);
}

function chooseRows(
	count: number,
	beforeRows: Int32Array,
	ones: TextColumn | undefined,
	before: Side,
	afterRows: Int32Array,
	others: TextColumn | undefined,
	after: Side,
): TextColumn {
	const column = new Uint32Array(count);
	for (let row = 0; row < count; row++) {
		const other = afterRows[row] ?? -1;
		column[row] =
			(other < 0 ? before.texts[ones?.[beforeRows[row] ?? 0] ?? 0] : after.texts[others?.[other] ?? 0]) ?? 0;
	}

	return column;
}

function viewRegions({rows, before, after}: SnapshotDiff, restated: Map<string, Restated>): RegionColumns {
	const {regionCount, regionBefore, regionAfter, firstBlock} = rows;
	const ours = before.snapshot.regions;
	const theirs = after.snapshot.regions;
	const chooseRegionTexts = (name: 'kind' | 'details' | 'evidence' | 'protection'): TextColumn =>
		chooseRows(regionCount, regionBefore, ours[name], before, regionAfter, theirs[name], after);
	const measures = subtractRegionMeasures(
		before.snapshot,
		after.snapshot,
		subtractColumns(regionBefore, regionAfter),
		restated,
	);
	const chooseBytes = (name: 'type' | 'isInferred'): Uint8Array<ArrayBuffer> =>
		chooseInto(new Uint8Array(regionCount), regionBefore, ours[name], regionAfter, theirs[name]);
	return {
		count: regionCount,
		firstBlock,
		type: chooseBytes('type'),
		kind: chooseRegionTexts('kind'),
		details: chooseRegionTexts('details'),
		evidence: chooseRegionTexts('evidence'),
		isInferred: chooseBytes('isInferred'),
		protection: chooseRegionTexts('protection'),
		...(measures && {measures}),
		// The rows of a region are those of both sides, so they are not what the column Blocks counts.
		runCount: chooseInto(
			new Uint32Array(regionCount),
			regionBefore,
			countBlocks(before.snapshot),
			regionAfter,
			countBlocks(after.snapshot),
		),
	};
}

/** The differences of measures that are not the sum over the blocks of a region, on either side. */
function subtractRegionMeasures(
	before: Snapshot,
	after: Snapshot,
	subtract: Subtract,
	restated: Map<string, Restated>,
): RegionColumns['measures'] {
	const own = storedMeasures.filter(measure => before.regions.measures?.[measure] ?? after.regions.measures?.[measure]);
	const measures: Partial<Record<StoredMeasure, NumberColumn>> = {};
	for (const measure of own) {
		const column = subtractKnown(
			`regions.${measure}`,
			regionMeasure(before, measure),
			regionMeasure(after, measure),
			subtract,
			restated,
		);
		if (column) {
			measures[measure] = column;
		}
	}

	return own.length === 0 ? undefined : measures;
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
