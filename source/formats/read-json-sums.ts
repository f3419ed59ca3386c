import {type StoredMeasure, storedMeasures} from '../model/measure.ts';
import {regionMeasure} from '../model/region-measures.ts';
import type {NumberColumn, Snapshot} from '../model/snapshot.ts';
import {readNumber, readObject} from './json-value.ts';

/**
 * Adds what the list of regions says of their measures, where that is not the sum over their blocks, as on Windows it
 * sometimes is not. A measure that is left out is the sum. Throws a SyntaxError for one that is no number.
 */
export function addRegionMeasures(snapshot: Snapshot, list: readonly unknown[]): Snapshot {
	const measures: Partial<Record<StoredMeasure, NumberColumn>> = {};
	for (const measure of storedMeasures) {
		const sums = regionMeasure(snapshot, measure);
		const given = Float64Array.from(list, (value, region) => {
			const place = `regions[${region}]`;
			const size = readObject(value, place)[measure];
			return size === undefined ? (sums?.[region] ?? Number.NaN) : readNumber(size, `${place}.${measure}`);
		});
		if (given.some((size, region) => !isSame(size, sums?.[region]))) {
			measures[measure] = given;
		}
	}

	return Object.keys(measures).length === 0
		? snapshot
		: {...snapshot, regions: {...snapshot.regions, measures: {...measures}}};
}

/** Whether two sizes are equal or both unknown. */
function isSame(one: number, other = Number.NaN): boolean {
	return one === other || (Number.isNaN(one) && Number.isNaN(other));
}
