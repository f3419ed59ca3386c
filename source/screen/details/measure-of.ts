import type {Measure} from '../../model/measure.ts';
import {blockMeasure, regionMeasure} from '../../model/region-measures.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import {numberAt, type Snapshot} from '../../model/snapshot.ts';

/** A measure of the region or block of a row; undefined where it is unknown. */
export function measureOf(snapshot: Snapshot, row: TreeRow, measure: Measure): number | undefined {
	return row.kind === 'block'
		? blockMeasure(snapshot, measure, row.block)
		: numberAt(regionMeasure(snapshot, measure), row.region);
}
