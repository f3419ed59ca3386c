import type {ChunkFormat} from './chunk-format.ts';
import {readWord} from './peek-memory.ts';

/** What stands at the start of each heap of an arena that is not the main one. Sizes in bytes. */
export type HeapInfo = {
	readonly address: number;
	/** The malloc_state that the heap belongs to: right behind this in the first heap of an arena. */
	readonly arena: number;
	/** The heap that the arena had before; undefined for its first. */
	readonly previous: number | undefined;
	/** What the arena uses of it, from its start on. */
	readonly size: number;
	/** What of it can be read and written: at least that. */
	readonly accessible: number;
};

/** Bytes that `parseHeapInfo` looks at, on any system. */
export const heapInfoLength = 32;

/** How far behind its own start the malloc_state of a first heap lies: 24 bytes on 32 bits; 32, since 2.35 48, on 64. */
const farthestState = 48;

/**
 * Reads a heap_info of malloc/arena.c; undefined where something else is at `address`.
 *
 *     0        ar_ptr          the malloc_state
 *     1 word   prev            previous heap of the arena, or 0
 *     2 words  size
 *     3 words  mprotect_size   bytes that can be accessed
 *     4 words  pagesize        since glibc 2.35
 */
export function parseHeapInfo(view: DataView, address: number, format: ChunkFormat): HeapInfo | undefined {
	const [arena = 0, previous = 0, size = 0, accessible = 0] = [0, 1, 2, 3].map(index =>
		readWord(view, index * format.wordSize, format),
	);
	const [smallestAlignment = 0] = format.heapAlignments;
	const isFirst = previous === 0 && arena > address && arena <= address + farthestState;
	const isNext = previous !== 0 && previous !== address && previous % smallestAlignment === 0 && arena > 0;
	const isPossible =
		arena % format.wordSize === 0 && size > 0 && size <= accessible && accessible <= format.heapSize && size % 16 === 0;
	return (isFirst || isNext) && isPossible
		? {address, arena, previous: previous === 0 ? undefined : previous, size, accessible}
		: undefined;
}
