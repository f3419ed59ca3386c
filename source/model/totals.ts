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
	let regions = 0;
	for (let region = 0; region < selected.length; region++) {
		regions += selected[region] ?? 0;
	}

	return {
		regions,
		size: sumOf(snapshot, 'size', selected),
		committed: sumOf(snapshot, 'committed', selected),
		totalWs: sumOf(snapshot, 'totalWs', selected),
	};
}

function sumOf(snapshot: Snapshot, measure: Measure, selected: Uint8Array): number | undefined {
	const column = regionMeasure(snapshot, measure);
	if (!column) {
		return undefined;
	}

	let sum = 0;
	for (let region = 0; region < selected.length; region++) {
		if (selected[region] === 1) {
			sum += column[region] ?? 0;
		}
	}

	return Number.isNaN(sum) ? undefined : sum;
}
