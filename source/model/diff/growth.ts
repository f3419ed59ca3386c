import type {Measure} from '../measure.ts';
import {regionMeasure} from '../region-measures.ts';
import type {NumberColumn} from '../snapshot.ts';
import type {DiffSnapshot} from './diff-view.ts';

/** What growth is first looked for in. A leak is in Private; shared memory is not, and a file that is read is in neither. */
const growing = ['private', 'committed', 'totalWs', 'size'] as const satisfies readonly Measure[];

const growthOfDiffs = new WeakMap<DiffSnapshot, NumberColumn>();

/**
 * By how much each region of a diff grew, in bytes, less than nothing where it shrank: the change of Private; where that did
 * not change or is unknown, of Committed; then of Total WS, and of Size. NaN where all are unknown.
 */
export function regionGrowth(diff: DiffSnapshot): NumberColumn {
	const known = growthOfDiffs.get(diff);
	if (known) {
		return known;
	}

	const growth = new Float64Array(diff.regions.count).fill(Number.NaN);
	for (const measure of growing) {
		const column = regionMeasure(diff, measure);
		for (let region = 0; column && region < growth.length; region++) {
			const change = column[region] ?? Number.NaN;
			if (!growth[region] && !Number.isNaN(change)) {
				growth[region] = change;
			}
		}
	}

	growthOfDiffs.set(diff, growth);
	return growth;
}
