import type {StoredMeasure} from '../measure.ts';
import {regionMeasure} from '../region-measures.ts';
import type {TextColumn} from '../snapshot.ts';
import {type ChangeCode, changeCodes} from './change.ts';
import {type DiffRows, overlaps} from './diff-rows.ts';
import type {RegionMatches} from './matches.ts';
import {type Side, typeOf} from './side.ts';

/**
 * Measures that make a row a changed one: those that the screen always shows. The others (PSS, referenced pages) change
 * with what other processes and the kernel do, and would mark rows in which nothing can be seen to change.
 */
const decisiveMeasures = [
	'size',
	'committed',
	'private',
	'totalWs',
	'privateWs',
	'sharedWs',
	'lockedWs',
] as const satisfies readonly StoredMeasure[];

type ColumnPair = readonly [Float64Array, Float64Array];

/** Says for each row of the list what happened to it. */
export function findChanges(before: Side, after: Side, matches: RegionMatches, rows: DiffRows) {
	const regionChanges = new Uint8Array(rows.regionCount);
	for (let region = 0; region < rows.regionCount; region++) {
		regionChanges[region] = judgePlace(before, after, matches, rows, region);
	}

	const blockChanges = judgeBlocks(before, after, rows, regionChanges);
	const {same, changed} = changeCodes;
	const ofRegions = pairRegionMeasures(before, after);
	for (let region = 0; region < rows.regionCount; region++) {
		if (
			regionChanges[region] === same &&
			(hasOtherTexts(before, after, rows, region) ||
				hasChangedBlock(rows, blockChanges, region) ||
				hasOtherMeasure(ofRegions, rows, region))
		) {
			regionChanges[region] = changed;
		}
	}

	return {regionChanges, blockChanges};
}

/** What is known of a region without looking at its blocks. */
function judgePlace(before: Side, after: Side, matches: RegionMatches, rows: DiffRows, region: number): ChangeCode {
	const one = rows.regionBefore[region] ?? -1;
	const other = rows.regionAfter[region] ?? -1;
	if (one >= 0 && other >= 0) {
		return overlaps(before, one, after, other) ? changeCodes.same : changeCodes.moved;
	}

	if (one >= 0) {
		const successor = matches.successorOf[one] ?? -1;
		return successor < 0 ? changeCodes.gone : linkChange(before, one, after, successor, changeCodes.merged);
	}

	const origin = matches.originOf[other] ?? -1;
	return origin < 0 ? changeCodes.new : linkChange(before, origin, after, other, changeCodes.split);
}

function linkChange(before: Side, one: number, after: Side, other: number, change: ChangeCode): ChangeCode {
	return typeOf(before, one) === typeOf(after, other) ? change : changeCodes.retyped;
}

function judgeBlocks(before: Side, after: Side, rows: DiffRows, regionChanges: Uint8Array): Uint8Array<ArrayBuffer> {
	const {blockBefore, blockAfter, blockRegion, blockCount} = rows;
	const {same, changed, moved, gone, new: added} = changeCodes;
	const blockChanges = new Uint8Array(blockCount);
	for (const [ones, others] of pairMeasures(before, after)) {
		if (ones === others && rows.isAligned) {
			continue;
		}

		for (let row = 0; row < blockCount; row++) {
			const one = blockBefore[row] ?? -1;
			const other = blockAfter[row] ?? -1;
			if (one >= 0 && other >= 0 && isOther(ones[one], others[other])) {
				blockChanges[row] = changed;
			}
		}
	}

	for (const column of ['protection', 'details'] as const) {
		const ones = before.snapshot.blocks[column];
		const others = after.snapshot.blocks[column];
		for (let row = 0; row < blockCount; row++) {
			if (differ(before, ones, blockBefore[row] ?? -1, after, others, blockAfter[row] ?? -1)) {
				blockChanges[row] = changed;
			}
		}
	}

	for (let row = 0; row < blockCount; row++) {
		const one = blockBefore[row] ?? -1;
		const other = blockAfter[row] ?? -1;
		const ofRegion = regionChanges[blockRegion[row] ?? 0] ?? same;
		if (one < 0 || other < 0) {
			// What happened to the whole region happened to the block, where the region is on one side only as well.
			const isOfRegion = ofRegion !== same && ofRegion !== moved;
			blockChanges[row] = isOfRegion ? ofRegion : one < 0 ? added : gone;
		} else if (before.snapshot.blocks.start[one] !== after.snapshot.blocks.start[other]) {
			blockChanges[row] = ofRegion === moved ? moved : changed;
		}
	}

	return blockChanges;
}

/** Whether two values differ. Unknown on both sides is the same. */
function isOther(one: number | undefined, other: number | undefined): boolean {
	return one !== other && !(Number.isNaN(one) && Number.isNaN(other));
}

/** The columns of the measures that are known on both sides; a column that two measures share is compared once. */
function pairMeasures(before: Side, after: Side): readonly ColumnPair[] {
	const pairs: ColumnPair[] = [];
	for (const measure of decisiveMeasures) {
		const one = before.snapshot.blocks.measures[measure];
		const other = after.snapshot.blocks.measures[measure];
		if (one && other && !pairs.some(pair => pair[0] === one && pair[1] === other)) {
			pairs.push([one, other]);
		}
	}

	return pairs;
}

/** Columns of measures that are not the sum over the blocks of a region. */
function pairRegionMeasures(before: Side, after: Side): readonly ColumnPair[] {
	return decisiveMeasures.flatMap((measure): readonly ColumnPair[] => {
		const isOwn = before.snapshot.regions.measures?.[measure] ?? after.snapshot.regions.measures?.[measure];
		const one = regionMeasure(before.snapshot, measure);
		const other = regionMeasure(after.snapshot, measure);
		return isOwn && one && other ? [[one, other]] : [];
	});
}

function hasOtherMeasure(pairs: readonly ColumnPair[], rows: DiffRows, region: number): boolean {
	const one = rows.regionBefore[region] ?? -1;
	const other = rows.regionAfter[region] ?? -1;
	return one >= 0 && other >= 0 && pairs.some(([ones, others]) => isOther(ones[one], others[other]));
}

function differ(before: Side, ones: TextColumn, one: number, after: Side, others: TextColumn, other: number): boolean {
	return one >= 0 && other >= 0 && before.texts[ones[one] ?? 0] !== after.texts[others[other] ?? 0];
}

function hasOtherTexts(before: Side, after: Side, rows: DiffRows, region: number): boolean {
	const one = rows.regionBefore[region] ?? -1;
	const other = rows.regionAfter[region] ?? -1;
	const {regions: ours} = before.snapshot;
	const {regions: theirs} = after.snapshot;
	return (
		differ(before, ours.kind, one, after, theirs.kind, other) ||
		differ(before, ours.details, one, after, theirs.details, other) ||
		differ(before, ours.protection, one, after, theirs.protection, other)
	);
}

function hasChangedBlock({firstBlock}: DiffRows, blockChanges: Uint8Array, region: number): boolean {
	const end = firstBlock[region + 1] ?? 0;
	for (let row = firstBlock[region] ?? 0; row < end; row++) {
		if (blockChanges[row] !== changeCodes.same) {
			return true;
		}
	}

	return false;
}
