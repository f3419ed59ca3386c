import type {Verdict} from '../verdict.ts';
import {type Recogniser, unknownKind} from './recogniser.ts';

/** HEAP_MAX_SIZE of malloc/arena.c on 64 bits: 2 x 4 MiB x sizeof(long). */
const heapSize = 0x400_0000;

const proven: Verdict = {
	type: 'Heap',
	kind: 'glibc arena',
	evidence: 'Begins with a heap_info of malloc whose sizes agree with what is mapped: an arena, proven.',
};

const refuted: Verdict = {
	type: 'Private Data',
	kind: unknownKind,
	evidence: 'Shaped like an arena of malloc, but what is written at its start is no heap_info.',
};

/** Arenas of glibc's malloc, by the heap_info at their start. */
export const glibcArena: Recogniser = {
	name: 'glibc-arena',
	looksFor: 'heap_info of malloc',
	claims: [proven, refuted],
	howSure: 'proven; where the start can be read and is something else, what the shape said is taken back',
	source: 'glibc: heap_info and HEAP_MAX_SIZE in malloc/arena.c',
	begin({scan, clues: {readWords}}) {
		if (!readWords || scan.is32Bit) {
			return;
		}

		return region => {
			if (region.start % heapSize !== 0 || (region.kind !== 'glibc arena' && region.kind !== unknownKind)) {
				return;
			}

			const words = readWords(region.start);
			if (!words) {
				return;
			}

			const info = readHeapInfo(words, region.start);
			if (info && agrees(info, scan.vmas.size[region.first] ?? 0)) {
				return proven;
			}

			return !info && region.kind === 'glibc arena' ? refuted : undefined;
		};
	},
};

type HeapInfo = {readonly size: number; readonly accessible: number};

/**
 * heap_info of malloc/arena.c; undefined where pointers are not those of one.
 *
 *     0  arena that the heap belongs to: right behind this in the first heap of an arena
 *     8  previous heap of the arena, or 0
 *    16  size in bytes
 *    24  bytes that can be accessed
 *    32  page size (since glibc 2.35; before, padding)
 */
function readHeapInfo(words: BigUint64Array, start: number): HeapInfo | undefined {
	const [arena = 0, previous = 0, size = 0, accessible = 0] = Array.from(words.subarray(0, 4), Number);
	const isFirst = previous === 0 && arena > start && arena < start + 0x100;
	const isNext = previous !== 0 && previous % heapSize === 0 && arena % 16 === 0 && arena > 0;
	return isFirst || isNext ? {size, accessible} : undefined;
}

/** `mapped` is the size of the first VMA in bytes. */
function agrees({size, accessible}: HeapInfo, mapped: number): boolean {
	return (
		size > 0 &&
		size <= accessible &&
		// A heap that is full touches the next mapping, which may be part of the same VMA.
		(accessible === mapped || (accessible === heapSize && mapped >= heapSize))
	);
}
