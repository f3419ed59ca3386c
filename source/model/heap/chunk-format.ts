/**
 * How a process lays chunks out: malloc_chunk of malloc/malloc.c, whose words are as wide as its pointers, little-endian.
 *
 *     0        mchunk_prev_size   size of the chunk before it where that one is free, else part of that one's contents
 *     1 word   mchunk_size        a multiple of 16, and in its lowest bits the flags below
 *     2 words  fd                 contents; in a free chunk, the next one in its list
 *     3 words  bk                 contents; in a free chunk of a bin, the previous one
 *
 * What the program gets a pointer to (`mem`) begins with `fd`.
 */
export type ChunkFormat = {
	readonly wordSize: 4 | 8;
	/** CHUNK_HDR_SZ: from a chunk to its contents, in bytes. */
	readonly headerSize: number;
	/** MINSIZE: no chunk is smaller, in bytes. */
	readonly smallest: number;
	/** HEAP_MAX_SIZE of malloc/arena.c: no heap of an arena other than the main one is larger. */
	readonly heapSize: number;
	/** Such heaps begin at multiples of one of these, the smallest first. */
	readonly heapAlignments: readonly number[];
	/** Address spaces end before this. */
	readonly highest: number;
};

/**
 * x86-64, AArch64 and other 64-bit systems; HEAP_MAX_SIZE is 2 x 4 MiB x sizeof(long). Where glibc.malloc.hugetlb is 2,
 * since 2.35, a heap is of four huge pages of 2 MiB: heap_max_size of malloc/arena.c.
 */
export const format64: ChunkFormat = {
	wordSize: 8,
	headerSize: 16,
	smallest: 32,
	heapSize: 0x400_0000,
	heapAlignments: [0x80_0000, 0x400_0000],
	highest: 2 ** 48,
};

/** i386 since glibc 2.26, which aligns to 16 bytes; HEAP_MAX_SIZE is 2 x 512 KiB, which no huge page fits into. */
export const format32: ChunkFormat = {
	wordSize: 4,
	headerSize: 8,
	smallest: 16,
	heapSize: 0x10_0000,
	heapAlignments: [0x10_0000],
	highest: 2 ** 32,
};

/** MALLOC_ALIGNMENT: of what the program gets, and of sizes. */
export const alignment = 16;

/** PREV_INUSE: the chunk before this one is handed out, or lies in a cache or fast bin. */
export const previousInUse = 1;
/** IS_MMAPPED: the chunk has a mapping of its own. */
export const ownMapping = 2;
/** NON_MAIN_ARENA: the chunk was handed out by another arena than the main one. */
export const otherArena = 4;

/** Size of a chunk for a request of so many bytes: request2size of malloc/malloc.c. */
export function chunkSizeFor(request: number, {wordSize, smallest}: ChunkFormat): number {
	return Math.max(smallest, alignUp(request + wordSize, alignment));
}

/** The first address at or behind `address` at which a chunk can begin: its contents are aligned, not it. */
export function alignChunk(address: number, {headerSize}: ChunkFormat): number {
	return alignUp(address + headerSize, alignment) - headerSize;
}

/** Whether a chunk can begin at an address. */
export function isAligned(chunk: number, {headerSize, highest}: ChunkFormat): boolean {
	return chunk > 0 && chunk < highest && (chunk + headerSize) % alignment === 0;
}

function alignUp(value: number, step: number): number {
	return Math.ceil(value / step) * step;
}
