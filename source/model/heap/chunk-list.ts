import {lowerBound} from '../numbers/lower-bound.ts';
import {chunkUnit, indexBatch, sizeClasses, sizeClassOf, stretchLength} from './batch-index.ts';
import {type ChunkGroup, chunkGroups, groupOfState} from './chunk-groups.ts';
import {type ChunkBatch, type ChunkState, chunkStates} from './heap-walk.ts';

/** Which chunks are listed. */
export type ChunkFilter = {
	/** The row of an arena in the totals; undefined for all. */
	readonly arena: number | undefined;
	readonly group: ChunkGroup | undefined;
	/** What a chunk has at least, its header included, in bytes: a power of two. 16 is all. */
	readonly minimumSize: number;
};

/** One chunk. Address and size include its header; both in bytes. */
export type ListedChunk = {
	readonly address: number;
	readonly size: number;
	readonly state: ChunkState;
	/** The row of its arena in the totals. */
	readonly arena: number;
};

/**
 * Chunks in a row each, made when they are asked for. Finding one goes through at most 1,024 chunks of one batch,
 * however many there are.
 */
export type ChunkList = {
	readonly count: number;
	/** How many there are of any state and size. */
	readonly total: number;
	readonly at: (row: number) => ListedChunk | undefined;
	/** The row of the chunk that holds an address, or where none does of the first behind it; `count` where there is none. */
	readonly rowOf: (address: number) => number;
	/** The sizes of all rows in units of 16 bytes. Goes through all chunks that are listed. */
	readonly sizes: () => Uint32Array<ArrayBuffer>;
};

/** Lists chunks of batches, which are in the order of their addresses. */
export function listChunks(all: readonly ChunkBatch[], {arena, group, minimumSize}: ChunkFilter): ChunkList {
	const batches = arena === undefined ? all : all.filter(batch => batch.arena === arena);
	const wanted: Wanted = {
		group: group === undefined ? undefined : chunkGroups.indexOf(group),
		sizeClass: sizeClassOf(Math.max(chunkUnit, minimumSize) / chunkUnit),
	};
	const starts = Float64Array.from(batches, ({start}) => start);
	const ends = new Float64Array(batches.length);
	let count = 0;
	for (const [index, batch] of batches.entries()) {
		count += countIn(batch, wanted).at(-1) ?? 0;
		ends[index] = count;
	}

	return {
		count,
		total: batches.reduce((sum, {sizes}) => sum + sizes.length, 0),
		at(row) {
			const index = lowerBound(ends, row + 1);
			const batch = row < 0 ? undefined : batches[index];
			return batch && findChunk(batch, wanted, row - (ends[index - 1] ?? 0));
		},
		rowOf(address) {
			const following = lowerBound(starts, address);
			const index = starts[following] === address ? following : following - 1;
			const batch = batches[index];
			return batch ? (ends[index - 1] ?? 0) + countBefore(batch, wanted, address) : 0;
		},
		sizes() {
			const sizes = new Uint32Array(count);
			let row = 0;
			for (const batch of batches) {
				row = copySizes(batch, wanted, sizes, row);
			}

			return sizes;
		},
	};
}

/** A filter as codes: a row of `chunkGroups`, and the smallest class of sizes. */
type Wanted = {readonly group: number | undefined; readonly sizeClass: number};

/** How many chunks up to the end of each stretch are wanted, for what was asked for last of a batch. */
const counted = new WeakMap<ChunkBatch, {readonly wanted: Wanted; readonly ends: Uint32Array}>();

function countIn(batch: ChunkBatch, wanted: Wanted): Uint32Array {
	const known = counted.get(batch);
	if (known?.wanted.group === wanted.group && known?.wanted.sizeClass === wanted.sizeClass) {
		return known.ends;
	}

	const ends = countStretches(batch, wanted);
	counted.set(batch, {wanted, ends});
	return ends;
}

function countStretches(batch: ChunkBatch, wanted: Wanted): Uint32Array {
	const {addresses, counts} = indexBatch(batch);
	const ends = new Uint32Array(addresses.length);
	const {length} = batch.sizes;
	if (!counts) {
		for (let at = 0; at < length; at++) {
			ends[0] = (ends[0] ?? 0) + (isWanted(batch, at, wanted) ? 1 : 0);
		}

		return ends;
	}

	const first = wanted.group ?? 0;
	const last = wanted.group ?? chunkGroups.length - 1;
	let sum = 0;
	for (let stretch = 0; stretch < ends.length; stretch++) {
		for (let group = first; group <= last; group++) {
			const row = (stretch * chunkGroups.length + group) * sizeClasses;
			for (let sizeClass = wanted.sizeClass; sizeClass < sizeClasses; sizeClass++) {
				sum += counts[row + sizeClass] ?? 0;
			}
		}

		ends[stretch] = sum;
	}

	return ends;
}

function isWanted({sizes, states}: ChunkBatch, at: number, {group, sizeClass}: Wanted): boolean {
	return sizeClassOf(sizes[at] ?? 0) >= sizeClass && (group === undefined || groupOfState[states[at] ?? 0] === group);
}

/** The wanted chunk number `number` of a batch. */
function findChunk(batch: ChunkBatch, wanted: Wanted, number: number): ListedChunk | undefined {
	const {sizes, states, arena} = batch;
	const ends = countIn(batch, wanted);
	const stretch = lowerBound(ends, number + 1);
	let address = indexBatch(batch).addresses[stretch] ?? batch.start;
	let before = ends[stretch - 1] ?? 0;
	for (let at = stretch * stretchLength; at < sizes.length; at++) {
		const size = (sizes[at] ?? 0) * chunkUnit;
		if (isWanted(batch, at, wanted)) {
			if (before === number) {
				return {address, size, state: chunkStates[states[at] ?? 0] ?? 'in use', arena};
			}

			before++;
		}

		address += size;
	}

	return undefined;
}

/** How many wanted chunks of a batch end at or before an address. */
function countBefore(batch: ChunkBatch, wanted: Wanted, address: number): number {
	const {addresses, end} = indexBatch(batch);
	const ends = countIn(batch, wanted);
	if (address >= end) {
		return ends.at(-1) ?? 0;
	}

	const following = lowerBound(addresses, address);
	const stretch = addresses[following] === address ? following : following - 1;
	let count = ends[stretch - 1] ?? 0;
	let at = stretch * stretchLength;
	let behind = (addresses[stretch] ?? batch.start) + (batch.sizes[at] ?? 0) * chunkUnit;
	while (behind <= address) {
		count += isWanted(batch, at, wanted) ? 1 : 0;
		at++;
		behind += (batch.sizes[at] ?? 0) * chunkUnit;
	}

	return count;
}

/** Copies the sizes of the wanted chunks of a batch to `row` and on; gives the row behind them. */
function copySizes(batch: ChunkBatch, wanted: Wanted, sizes: Uint32Array, row: number): number {
	const ends = countIn(batch, wanted);
	let next = row;
	for (let stretch = 0; stretch < ends.length; stretch++) {
		if (ends[stretch] === (ends[stretch - 1] ?? 0)) {
			continue;
		}

		const until = Math.min(batch.sizes.length, (stretch + 1) * stretchLength);
		for (let at = stretch * stretchLength; at < until; at++) {
			if (isWanted(batch, at, wanted)) {
				sizes[next] = batch.sizes[at] ?? 0;
				next++;
			}
		}
	}

	return next;
}
