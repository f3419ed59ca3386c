import {type Change, changeCodes, changeName} from '../../model/diff/change.ts';
import type {SnapshotDiff} from '../../model/diff/diff-snapshots.ts';
import {diffView} from '../../model/diff/diff-view.ts';
import {regionMeasure} from '../../model/region-measures.ts';
import {listVmmapRegions} from '../vmmap-columns.ts';

/** Two snapshots that were compared, with what the user called them. */
export type Compared = {
	readonly diff: SnapshotDiff;
	readonly beforeName: string;
	readonly afterName: string;
};

/** What happened to a region of the diff. */
export function changeOf({regionChanges}: SnapshotDiff, region: number): Change {
	return changeName(regionChanges[region] ?? 0);
}

/** The regions to which something happened, by ascending address; not those that are free or unusable. */
export function listChanged(diff: SnapshotDiff): readonly number[] {
	return [...listVmmapRegions(diffView(diff))].filter(region => diff.regionChanges[region] !== changeCodes.same);
}

/** By what growth is compared: where the first tells no difference, the next does. */
const rankingMeasures = ['private', 'totalWs', 'size'] as const;

/** Those of `regions` that grew, the ones first that grew most: in Private, else in Total WS, else in Size. */
export function rankGrowth(diff: SnapshotDiff, regions: readonly number[]): readonly number[] {
	const view = diffView(diff);
	const columns = rankingMeasures.map(measure => regionMeasure(view, measure));
	return regions
		.map(region => ({region, growth: columns.map(column => column?.[region] || 0)}))
		.filter(({growth}) => (growth.find(value => value !== 0) ?? 0) > 0)
		.toSorted((one, other) => {
			const place = one.growth.findIndex((value, at) => value !== other.growth[at]);
			return (other.growth[place] ?? 0) - (one.growth[place] ?? 0);
		})
		.map(({region}) => region);
}
