import {alignment, type ChunkFormat, chunkSizeFor, isAligned} from './chunk-format.ts';
import {readWord} from './peek-memory.ts';

/** A list of chunks that one thread keeps for itself. */
export type CachedList = {
	/** Contents of the first chunk, not the chunk. */
	readonly first: number;
	/** Size of each chunk in bytes; undefined in lists for a range of sizes. */
	readonly size: number | undefined;
};

type Layout = {
	/** Bytes of a counter. */
	readonly counter: number;
	readonly bins: number;
};

/** TCACHE_MAX_BINS; since 2.42 it is that of small chunks (TCACHE_SMALL_BINS), and others follow. */
const smallBins = 64;

/**
 * The layouts of tcache_perthread_struct in malloc/malloc.c: a counter for each list, then a pointer to its first chunk.
 *
 *     2.26 to 2.29   char counts[64];         tcache_entry *entries[64]
 *     2.30 to 2.41   uint16_t counts[64];     tcache_entry *entries[64]
 *     since 2.42     uint16_t num_slots[76];  tcache_entry *entries[76]    places that are still free
 *
 * Each is the contents of a chunk that the thread has allocated for it: of 592, 656 or 768 bytes on 64 bits.
 */
const layouts: readonly Layout[] = [
	{counter: 1, bins: smallBins},
	{counter: 2, bins: smallBins},
	{counter: 2, bins: 76},
];

/** Sizes of chunks that may hold the cache of a thread: one more step where what was left was too small for a chunk. */
export function threadCacheSizes(format: ChunkFormat): readonly number[] {
	return layouts.flatMap(layout => {
		const size = chunkSizeFor(lengthOf(layout, format), format);
		return [size, size + alignment];
	});
}

/**
 * Reads the contents of a chunk of `size` bytes as the cache of a thread: its lists, or none where it cannot be one. That
 * it is one is only proven by the chunks that the lists lead to.
 */
export function parseThreadCache(view: DataView, size: number, format: ChunkFormat): readonly CachedList[] {
	const layout = layouts.find(each => {
		const exact = chunkSizeFor(lengthOf(each, format), format);
		return size === exact || size === exact + alignment;
	});
	const lists: CachedList[] = [];
	for (let bin = 0; layout && bin < layout.bins; bin++) {
		const first = readWord(view, layout.bins * layout.counter + bin * format.wordSize, format);
		if (first !== 0 && !isAligned(first - format.headerSize, format)) {
			return [];
		}

		if (first !== 0) {
			lists.push({first, size: bin < smallBins ? format.smallest + bin * alignment : undefined});
		}
	}

	return lists;
}

function lengthOf({counter, bins}: Layout, {wordSize}: ChunkFormat): number {
	return bins * (counter + wordSize);
}
