import {type StoredMeasure, storedMeasures} from '../measure.ts';
import {regionMeasure} from '../region-measures.ts';
import type {NumberColumn, RegionColumns, Snapshot} from '../snapshot.ts';
import type {Restated, Subtract} from './signed-column.ts';

/** The differences of the measures of blocks. */
export function subtractMeasures(
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

/** The differences of measures that are not the sum over the blocks of a region, on either side. */
export function subtractRegionMeasures(
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

/** The differences of a column that both sides have. One that only after has is restated in full. */
export function subtractKnown(
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
