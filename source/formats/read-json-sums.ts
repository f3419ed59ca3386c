import {formatAddress} from '../model/format.ts';
import {type StoredMeasure, storedMeasures} from '../model/measure.ts';
import {regionMeasure} from '../model/region-measures.ts';
import {type NumberColumn, regionStart, type Snapshot} from '../model/snapshot.ts';
import {readNumber, readObject} from './json-value.ts';
import {checkJsonSizes} from './read-json-blocks.ts';

/**
 * Adds what the list of regions says of their measures, where that is not the sum over their blocks, as on Windows it
 * sometimes is not. A measure that is left out is the sum. Throws a SyntaxError for one that is no number,
 * or that no region can have.
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

	if (Object.keys(measures).length === 0) {
		return snapshot;
	}

	for (let region = 0; region < list.length; region++) {
		checkJsonSizes(
			measure => (measures[measure] ?? regionMeasure(snapshot, measure))?.[region],
			() => `regions[${region}], at ${formatAddress(regionStart(snapshot, region), 16)}`,
		);
	}

	return {...snapshot, regions: {...snapshot.regions, measures}};
}

/** Whether two sizes are equal or both unknown. */
function isSame(one: number, other = Number.NaN): boolean {
	return one === other || (Number.isNaN(one) && Number.isNaN(other));
}
