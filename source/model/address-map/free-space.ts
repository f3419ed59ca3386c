import {typeCode} from '../memory-type.ts';
import {regionMeasure} from '../region-measures.ts';
import {regionStart, type Snapshot} from '../snapshot.ts';

/** How the free address space is divided. Sizes in bytes. */
export type FreeSpace = {
	readonly total: number;
	readonly pieces: number;
	readonly largest: number;
	/** First address of the largest piece, the lowest of several; undefined where nothing is free. */
	readonly largestStart: number | undefined;
	/** The share of free address space that is not in the largest piece: 0 is all in one. Undefined where nothing is free. */
	readonly fragmentation: number | undefined;
};

/** Measures the regions of type Free. */
export function measureFreeSpace(snapshot: Snapshot): FreeSpace {
	const {regions} = snapshot;
	const size = regionMeasure(snapshot, 'size');
	const free = typeCode('Free');
	let total = 0;
	let pieces = 0;
	let largest = 0;
	let largestStart: number | undefined;
	for (let region = 0; region < regions.count; region++) {
		if (regions.type[region] !== free) {
			continue;
		}

		const bytes = size?.[region] ?? 0;
		total += bytes;
		pieces++;
		if (bytes > largest) {
			largest = bytes;
			largestStart = regionStart(snapshot, region);
		}
	}

	return {total, pieces, largest, largestStart, fragmentation: total === 0 ? undefined : 1 - largest / total};
}
