import type {MeasurePiece, Recogniser, Subject} from './recogniser.ts';

const whole = {
	type: 'Managed Heap',
	kind: 'Python heap',
	evidence: 'Arenas of CPython, by pool headers whose sizes agree, and stacks of its frames fill it to the last byte.',
} as const;

const most = {
	...whole,
	evidence:
		'Arenas of CPython, by pool headers whose sizes agree, and stacks of its frames fill more than half of it or of what ' +
		'is in memory of it, or are all of its first 1,024 pieces.',
	isInferred: true,
} as const;

/** Small objects of CPython, by the header of the first pool of each arena. */
export const pythonArenas: Recogniser = {
	name: 'python-arenas',
	looksFor: 'pool headers of CPython',
	claims: [whole, most],
	howSure: 'proven where arenas fill the mapping; inferred where they fill more than half of it',
	source:
		'CPython: pool_header in Objects/obmalloc.c, since 3.12 Include/internal/pycore_obmalloc.h; _PyStackChunk in ' +
		'cpython/pystate.h; CPython 3.11 measured',
	pieces: {whole, most, measure: measureArena},
};

/** POOL_SIZE and ARENA_SIZE of Objects/obmalloc.c: since 3.10 with the radix tree of arenas, and before. */
const layouts = [
	{poolSize: 0x4000, arenaSize: 0x10_0000},
	{poolSize: 0x1000, arenaSize: 0x4_0000},
] as const;

/** pool_header of Objects/obmalloc.c has 48 bytes; what is larger than 512 bytes is not in pools of 16-byte steps. */
const headerSize = 48;
const sizeClasses = 32;
const classStep = 16;

/**
 * Measures the arena at an address by the pool_header of its first pool, which begins at the next multiple of the pool
 * size; undefined in a process without CPython.
 *
 *     0  number of blocks in use (4 bytes)
 *     8  first free block
 *    16  next pool, previous pool
 *    32  index of the arena (4 bytes), index of the size class (4)
 *    40  offset of the next block never used (4), the largest that it may have (4): pool size - size of a block
 */
function measureArena({scan, clues: {readWords}, mapsFile}: Subject): MeasurePiece | undefined {
	if (!readWords || scan.is32Bit || !mapsFile(/\/(lib)?python\d[^/]*$/)) {
		return;
	}

	return address => {
		for (const {poolSize, arenaSize} of layouts) {
			const words = readWords(Math.ceil(address / poolSize) * poolSize);
			if (words && isPoolHeader(words, poolSize)) {
				return arenaSize;
			}
		}

		return measureStackChunk(readWords(address));
	};
}

/** DATA_STACK_CHUNK_SIZE of Python/pystate.c, or a power of two times it; the largest that is believed. */
const smallestChunk = 0x4000;
const largestChunk = 0x10_0000;

/**
 * Measures a part of the stack on which CPython 3.11 and newer have the frames of a thread, mapped as arenas are.
 *
 *     0  previous part, or 0: at the start of a page
 *     8  size in bytes
 *    16  how many words were in use when the next part was begun
 */
function measureStackChunk(words: BigUint64Array | undefined): number {
	const [previous = 1, size = 0, top = 0] = Array.from(words?.subarray(0, 3) ?? [], Number);
	const isSize = size >= smallestChunk && size <= largestChunk && Number.isInteger(Math.log2(size));
	return isSize && previous % 0x1000 === 0 && top * 8 <= size ? size : 0;
}

function isPoolHeader(words: BigUint64Array, poolSize: number): boolean {
	const halves = new Uint32Array(words.buffer, words.byteOffset, words.length * 2);
	const [count = 0] = halves;
	const [sizeClass = 0, nextOffset = 0, largestOffset = 0] = [halves[9], halves[10], halves[11]];
	return (
		sizeClass < sizeClasses &&
		largestOffset === poolSize - (sizeClass + 1) * classStep &&
		nextOffset >= headerSize &&
		nextOffset <= poolSize &&
		count <= poolSize / classStep
	);
}
