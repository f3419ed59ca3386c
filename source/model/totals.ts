import type {Measure} from './measure.ts';
import {regionMeasure} from './region-measures.ts';
import type {Snapshot} from './snapshot.ts';

/** What a selection of regions comes to. Measures are in bytes, and undefined where one of the regions has none. */
export type Totals = {
	readonly regions: number;
	readonly size: number | undefined;
	readonly committed: number | undefined;
	readonly totalWs: number | undefined;
};

/** Adds up the regions that have a 1 in `selected`. */
export function totalsOf(snapshot: Snapshot, selected: Uint8Array): Totals {
	const regions = listSelected(selected);
	return {
		regions: regions.length,
		size: sumOf(snapshot, 'size', regions),
		committed: sumOf(snapshot, 'committed', regions),
		totalWs: sumOf(snapshot, 'totalWs', regions),
	};
}

/** A list lets every sum go on without a branch. */
function listSelected(selected: Uint8Array): Uint32Array {
	const list = new Uint32Array(selected.length);
	let count = 0;
	for (let region = 0; region < selected.length; region++) {
		list[count] = region;
		count += selected[region] ?? 0;
	}

	return list.subarray(0, count);
}

function sumOf(snapshot: Snapshot, measure: Measure, regions: Uint32Array): number | undefined {
	const column = regionMeasure(snapshot, measure);
	if (!column) {
		return undefined;
	}

	let sum = 0;
	for (let at = 0; at < regions.length; at++) {
		sum += column[regions[at] ?? 0] ?? 0;
	}

	return Number.isNaN(sum) ? undefined : sum;
}
