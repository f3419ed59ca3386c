import {alignment, type ChunkFormat, otherArena, ownMapping, previousInUse} from './chunk-format.ts';

/** Where a walk from chunk to chunk is. It is moved on in place, as millions of steps are made with one. */
export type Cursor = {
	/** The chunk whose header is read next. */
	address: number;
	/** Size in bytes of the chunk that ends there, whose state that header tells; 0 where there is none. */
	before: number;
	/** Whether the chunk before that one is free. */
	isAfterFree: boolean;
};

/** A copy of memory: `length` bytes from the address `start` on, which is a multiple of 16. */
export type MemoryCopy = {
	readonly words: Uint32Array<ArrayBuffer>;
	readonly start: number;
	readonly length: number;
};

/** What is known of the heap that is walked. */
export type Bounds = {
	/** No chunk begins here or behind it: the top, or where that is not known, the end of the heap. */
	readonly limit: number;
	readonly isMain: boolean;
	readonly format: ChunkFormat;
};

/** Takes a chunk: where it is, its size in bytes, and whether the chunk behind it says that it is free. */
export type TakeChunk = (address: number, size: number, isFree: boolean) => void;

/** Why `followChunks` stopped, with the cursor at the chunk at which it did. */
export type Stop =
	/** The header is not in the copy. */
	| 'edge'
	/** It is the limit. */
	| 'limit'
	/**
	 * It is a fence, which ends a stretch of chunks: in the main arena a header without contents, of which there are two;
	 * in other arenas such a header and one of size 0, or that one alone, at the end of the heap. The chunk before is done.
	 */
	| 'fence'
	| Contradiction;

/** What about the header, or about the chunk before it, cannot be. */
export type Contradiction = keyof typeof contradictions;

const contradictions = {
	size: 'its size is no multiple of 16, or smaller than a chunk',
	flags: 'it is said to have a mapping of its own, or to be of another arena',
	length: 'it would end behind the end of the heap',
	'size before': 'it says another size of the free chunk before it than that one itself',
	'two free': 'two chunks before it are free, which would have been made one',
	memory: 'it is not in memory',
	moved: 'the heap became smaller while it was walked',
} as const;

/** Says what cannot be of a chunk's header: half a sentence. */
export function explainContradiction(contradiction: Contradiction): string {
	return contradictions[contradiction];
}

/** Size of chunks from which on the upper half of the size is not 0. */
const upperHalf = 2 ** 32;

/** No chunk is larger: the address space ends there. */
const highestUpperHalf = 0xffff;

/**
 * Goes from header to header as far as the copy reaches, and gives each chunk to `take` once the header behind it has
 * told its state. What malloc itself checks is checked: that the header fits and that a free chunk agrees with what is
 * behind it.
 */
export function followChunks(cursor: Cursor, copy: MemoryCopy, bounds: Bounds, take: TakeChunk): Stop {
	const {words, start, length} = copy;
	const {isMain, format} = bounds;
	const {headerSize, smallest} = format;
	const isWide = format.wordSize === 8;
	const sizeIndex = isWide ? 2 : 1;
	const forbidden = isMain ? ownMapping | otherArena : ownMapping;
	const fenceLength = 3 * headerSize;
	const limit = bounds.limit - start;
	const lastOffset = length - headerSize;
	let offset = cursor.address - start;
	let {before, isAfterFree} = cursor;
	let stop: Stop = 'edge';
	while (offset <= lastOffset) {
		const index = offset >> 2;
		const low = words[index + sizeIndex] ?? 0;
		const high = isWide ? (words[index + 3] ?? 0) : 0;
		let size = (low & ~7) >>> 0;
		if (high !== 0) {
			size += high * upperHalf;
		}

		const isAtLimit = offset === limit;
		const isFence = isMain ? size === headerSize : size <= headerSize && limit - offset <= fenceLength;
		if (!isAtLimit) {
			if (high > highestUpperHalf || ((size < smallest || (size & (alignment - 1)) !== 0) && !isFence)) {
				stop = 'size';
				break;
			}

			if ((low & forbidden) !== 0) {
				stop = 'flags';
				break;
			}

			if (offset + size > limit) {
				stop = 'length';
				break;
			}
		}

		const isBeforeFree = (low & previousInUse) === 0;
		if (before !== 0) {
			if (isBeforeFree) {
				const sizeBefore = (words[index] ?? 0) + (isWide ? (words[index + 1] ?? 0) * upperHalf : 0);
				if (sizeBefore !== before) {
					stop = 'size before';
					break;
				}

				if (isAfterFree) {
					stop = 'two free';
					break;
				}
			}

			take(start + offset - before, before, isBeforeFree);
		}

		before = 0;
		isAfterFree = isBeforeFree;
		if (isAtLimit || isFence) {
			stop = isAtLimit ? 'limit' : 'fence';
			break;
		}

		before = size;
		offset += size;
	}

	cursor.address = start + offset;
	cursor.before = before;
	cursor.isAfterFree = isAfterFree;
	return stop;
}
