import {type Column, columns} from '../model/column.ts';
import type {Measure} from '../model/measure.ts';
import {typeCode, typeName} from '../model/memory-type.ts';
import {type Snapshot, textAt} from '../model/snapshot.ts';
import {describeVmmapType} from '../model/windows/vmmap-type.ts';

/** The measures of VMMap's two tables, in its order and under its names. */
export const vmmapMeasures: readonly (Column & {readonly measure: Measure})[] = columns.filter(
	(column): column is Column & {readonly measure: Measure} => column.measure !== undefined && !column.isOptional,
);

const hiddenTypes: ReadonlySet<number> = new Set([typeCode('Free'), typeCode('Unusable')]);

/** The regions that VMMap lists: all but what is free and unusable, of which the summary has the sums. */
export function* listVmmapRegions({regions}: Snapshot): Generator<number> {
	for (let region = 0; region < regions.count; region++) {
		if (!hiddenTypes.has(regions.type[region] ?? 0)) {
			yield region;
		}
	}
}

/** VMMap writes the finer type in brackets: `Heap (Private Data)`. On Linux that is the kind: `Heap (glibc arena)`. */
export function describeType(snapshot: Snapshot, region: number): string {
	const type = typeName(snapshot.regions.type[region] ?? 0);
	const kind = textAt(snapshot, snapshot.regions.kind, region);
	if (snapshot.platform === 'windows') {
		return describeVmmapType(type, kind);
	}

	return kind === '' ? type : `${type} (${kind})`;
}
