import type {Range} from '../inspection.ts';

/** A mapping that glibc's malloc hands out memory from, or may, as the snapshot knows it. */
export type HeapRegion = Range & {
	/**
	 * `[heap]` and what goes on behind it; a heap of an arena of its own; mostly chunks that have their own mappings; memory
	 * of which nothing is known, in which such chunks may be.
	 */
	readonly kind: 'main heap' | 'arena' | 'mapped chunk' | 'unknown';
};

/** What a chunk is, in the order that codes are stored in. */
export const chunkStates = [
	/** Handed out to the program. */
	'in use',
	/** Freed by the program, kept for one thread (tcache). `malloc_info` counts it as in use. */
	'cached',
	/** Freed and kept in a fast bin. */
	'fast',
	/** Free: in the unsorted, a small or a large bin. */
	'free',
	/** The end of an arena, from which new chunks are cut. */
	'top',
	/** A chunk with a mapping of its own, in use. */
	'mapped',
] as const;

export type ChunkState = (typeof chunkStates)[number];

/** Chunks that follow each other without a gap: the first begins at `start`, each other where the one before it ends. */
export type ChunkBatch = {
	readonly start: number;
	/**
	 * Sizes with their header, in units of 16 bytes (MALLOC_ALIGNMENT of 64-bit glibc and of i386 since 2.26). Of a top of
	 * a 32-bit process, which may end between two of them, the last 8 bytes are cut.
	 */
	readonly sizes: Uint32Array<ArrayBuffer>;
	/** Rows of `chunkStates`. */
	readonly states: Uint8Array<ArrayBuffer>;
	/** The row of the arena in the totals that came with it. */
	readonly arena: number;
};

/** Sizes in bytes and counts of the chunks of one arena, or of the mapped chunks together. */
export type ArenaTotals = {
	/** Where its `malloc_state` lies; undefined for the mapped chunks, and where it was not found. */
	readonly address: number | undefined;
	/** `main arena`, `arena 2`, `mapped chunks`. */
	readonly name: string;
	/** Bytes that the arena has from the system: the sum of `inUse`, `cached`, `free`, `top`, `overhead` and `unknown`. */
	readonly system: number;
	readonly inUse: number;
	readonly cached: number;
	/** Fast bins and bins, without the top. */
	readonly free: number;
	readonly top: number;
	/** What malloc keeps for itself outside of chunks: heap_info, malloc_state, fences, alignment. */
	readonly overhead: number;
	/** What no chunk was found in: memory that the program took from sbrk itself, and where the walk could not go on. */
	readonly unknown: number;
	/** Largest chunk of `free`. */
	readonly largestFree: number;
	readonly inUseCount: number;
	readonly cachedCount: number;
	readonly freeCount: number;
	/** Chunks by size, in steps of powers of two: entry k counts those of 2^k to 2^(k+1) - 1 bytes. In use and mapped. */
	readonly usedHistogram: readonly number[];
	/** Cached, fast and free; without the top. */
	readonly freeHistogram: readonly number[];
	/** The first places where the walk could not go on, and why; empty where all was consistent. */
	readonly inconsistencies: readonly Inconsistency[];
	/** How many such places there are in all. */
	readonly inconsistencyCount: number;
};

/**
 * A place where the heap contradicts itself, because it changed while it was read or was overwritten. The sentence has
 * the address too.
 */
export type Inconsistency = {readonly address: number; readonly sentence: string};

/** What one step of a walk found. */
export type HeapWalkStep = {
	/** Of all arenas so far; each step's replace those before it. None before the second round has begun. */
	readonly arenas: readonly ArenaTotals[];
	/** Chunks that are new in this step, in the order of their addresses within an arena. */
	readonly batches: readonly ChunkBatch[];
	/** What could not be found out for the whole walk and what that means, a sentence each. */
	readonly notices: readonly string[];
	/** Bytes that were gone through, of how many. Each heap is gone through twice: first for the caches of its threads. */
	readonly done: number;
	readonly total: number;
	/** Why no further step comes; undefined while the walk goes on. */
	readonly end: 'complete' | 'full' | 'stopped' | undefined;
};

/** How much of what is free cannot serve as one piece, from 0 to 1: 1 - largest free / all free, tops included. */
export function fragmentation({free, top, largestFree}: Pick<ArenaTotals, 'free' | 'top' | 'largestFree'>): number {
	return free + top > 0 ? 1 - Math.max(largestFree, top) / (free + top) : 0;
}
