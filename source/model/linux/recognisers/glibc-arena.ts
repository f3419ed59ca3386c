import type {Verdict} from '../verdict.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

/** HEAP_MAX_SIZE of malloc/arena.c on 64 bits: 2 x 4 MiB x sizeof(long). */
const heapSize = 0x400_0000;

const verdict: Verdict = {
	type: 'Heap',
	kind: 'glibc arena',
	evidence: 'Begins with a heap_info of malloc whose sizes agree with what is mapped: an arena, proven.',
};

/**
 * Arenas of glibc's malloc, by the heap_info at their start (malloc/arena.c):
 *
 *     0  arena that the heap belongs to: right behind this in the first heap of an arena
 *     8  previous heap of the arena, or 0
 *    16  size in bytes
 *    24  bytes that can be accessed
 *    32  page size (since glibc 2.35; before, padding)
 */
export const glibcArena: Recogniser = {
	looksFor: 'heap_info of malloc',
	begin({scan, clues: {readWords}}) {
		if (!readWords || scan.is32Bit) {
			return;
		}

		return region => {
			if (region.start % heapSize !== 0 || (region.kind !== 'glibc arena' && region.kind !== 'anonymous')) {
				return;
			}

			const words = readWords(region.start);
			return words && isHeapInfo(words, region, scan.vmas.size[region.first] ?? 0) ? verdict : undefined;
		};
	},
};

/** `accessible` is the size of the first VMA in bytes. */
function isHeapInfo(words: BigUint64Array, {start}: Unrecognised, accessible: number): boolean {
	const [arena = 0, previous = 0, size = 0, protectedSize = 0] = Array.from(words, Number);
	const isFirst = previous === 0 && arena > start && arena < start + 0x100;
	const isNext = previous !== 0 && previous % heapSize === 0 && arena % 16 === 0 && arena > 0;
	return (
		(isFirst || isNext) &&
		size > 0 &&
		size <= protectedSize &&
		// A heap that is full touches the next mapping, which may be part of the same VMA.
		(protectedSize === accessible || (protectedSize === heapSize && accessible >= heapSize))
	);
}
