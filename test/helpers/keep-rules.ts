import type {StoredMeasure} from '../../source/model/measure.ts';

type Measures = Readonly<Partial<Record<StoredMeasure, number>>>;

/** Cuts what is measured of a block of `size` bytes to what a block can have; what is unknown stays so. */
export function keepRules(size: number, given: Measures): Measures {
	const kept: Partial<Record<StoredMeasure, number>> = {...given};
	const limit = (measure: StoredMeasure, most: number | undefined): void => {
		const value = kept[measure];
		if (value !== undefined && most !== undefined) {
			kept[measure] = Math.min(value, most);
		}
	};
	limit('committed', size);
	limit('private', kept.committed ?? size);
	limit('totalWs', size);
	limit('privateWs', kept.totalWs);
	limit('sharedWs', kept.totalWs === undefined ? undefined : kept.totalWs - (kept.privateWs ?? 0));
	limit('lockedWs', kept.totalWs);
	return kept;
}
