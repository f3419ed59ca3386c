import {chunkGroups, groupOfState} from './chunk-groups.ts';
import {type ChunkBatch, chunkStates} from './heap-walk.ts';

/** Sizes of chunks are stored in units of so many bytes. */
export const chunkUnit = 16;

/** So many chunks are gone through to find one: every first of them has its address written down. */
export const stretchLength = 1024;

/** Steps of powers of two that sizes are counted in: the first is of 16 to 31 bytes. */
export const sizeClasses = 32;

/** Fewer chunks than this are counted one by one, so that a mapping with a single chunk costs no tables. */
const fewest = 64;

const top = chunkStates.indexOf('top');

/** What is written down of a batch once, so that no key has to go through its chunks: about half a byte a chunk. */
export type BatchIndex = {
	/** The first address of each stretch of chunks. */
	readonly addresses: Float64Array<ArrayBuffer>;
	/** How many chunks each stretch has of each group and, within it, of each class of sizes; undefined where few. */
	readonly counts: Uint16Array<ArrayBuffer> | undefined;
	/** Bytes in chunks by class of sizes: first what the program has, then what it does not; without tops. */
	readonly bytes: Float64Array<ArrayBuffer> | undefined;
	/** Behind the last chunk. */
	readonly end: number;
};

const indexes = new WeakMap<ChunkBatch, BatchIndex>();

/** Gives the index of a batch, which is made when it is first asked for. */
export function indexBatch(batch: ChunkBatch): BatchIndex {
	const known = indexes.get(batch);
	if (known) {
		return known;
	}

	const index = makeIndex(batch);
	indexes.set(batch, index);
	return index;
}

/** The class of a size in units of 16 bytes: the power of two that it reaches. */
export function sizeClassOf(units: number): number {
	return 31 - Math.clz32(units);
}

/** Adds the bytes of chunks by class of sizes to `bytes`, as `BatchIndex` has them. */
export function addBytes({sizes, states}: ChunkBatch, bytes: Float64Array): void {
	for (let at = 0; at < sizes.length; at++) {
		const units = sizes[at] ?? 0;
		const state = states[at] ?? 0;
		if (state !== top && units > 0) {
			const row = (groupOfState[state] === 0 ? 0 : sizeClasses) + sizeClassOf(units);
			bytes[row] = (bytes[row] ?? 0) + units * chunkUnit;
		}
	}
}

function makeIndex(batch: ChunkBatch): BatchIndex {
	const {start, sizes, states} = batch;
	const stretches = Math.ceil(sizes.length / stretchLength);
	const addresses = new Float64Array(stretches);
	const width = chunkGroups.length * sizeClasses;
	const counts = sizes.length < fewest ? undefined : new Uint16Array(stretches * width);
	let address = start;
	for (let at = 0; at < sizes.length; at++) {
		const stretch = Math.floor(at / stretchLength);
		if (at % stretchLength === 0) {
			addresses[stretch] = address;
		}

		const units = sizes[at] ?? 0;
		address += units * chunkUnit;
		if (counts && units > 0) {
			const cell = stretch * width + (groupOfState[states[at] ?? 0] ?? 0) * sizeClasses + sizeClassOf(units);
			counts[cell] = (counts[cell] ?? 0) + 1;
		}
	}

	const bytes = counts && new Float64Array(2 * sizeClasses);
	if (bytes) {
		addBytes(batch, bytes);
	}

	return {addresses, counts, bytes, end: address};
}
