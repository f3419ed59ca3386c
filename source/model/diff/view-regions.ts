import {countBlocks} from '../region-counts.ts';
import type {RegionColumns, TextColumn} from '../snapshot.ts';
import {chooseInto, chooseRows} from './choose-rows.ts';
import type {SnapshotDiff} from './diff-snapshots.ts';
import {type Restated, subtractColumns} from './signed-column.ts';
import {subtractRegionMeasures} from './subtract-measures.ts';

/** The regions of a diff, as they are after, and as they were where they are gone. */
export function viewRegions({rows, before, after}: SnapshotDiff, restated: Map<string, Restated>): RegionColumns {
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
