import {format32, format64} from '../../heap/chunk-format.ts';
import {parseHeapInfo} from '../../heap/heap-info.ts';
import type {Verdict} from '../verdict.ts';
import {type Recogniser, unknownKind} from './recogniser.ts';

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

const untouched: Verdict = {
	...refuted,
	evidence:
		'Shaped like an arena of malloc, but its first page, which malloc writes before any other, was never written.',
};

/** Kinds that a heap of an arena has before it is proven: huge pages are those of glibc.malloc.hugetlb=2. */
const openKinds: ReadonlySet<string> = new Set(['glibc arena', unknownKind, 'huge pages']);

/** Of 4 KiB: a larger page that was written covers this range too. */
const firstPage = 0x1000;

/** Arenas of glibc's malloc, by the heap_info at their start. */
export const glibcArena: Recogniser = {
	name: 'glibc-arena',
	looksFor: 'heap_info of malloc',
	claims: [proven, refuted, untouched],
	howSure: 'proven; where the start is something else or was never written, what the shape said is taken back',
	source: 'glibc: heap_info and HEAP_MAX_SIZE in malloc/arena.c',
	begin({scan, clues: {readWords, findPages}}) {
		if (!readWords) {
			return;
		}

		const format = scan.is32Bit ? format32 : format64;
		const [alignment = format.heapSize] = format.heapAlignments;
		return ({start, kind, first}) => {
			const words = start % alignment === 0 && openKinds.has(kind) ? readWords(start) : undefined;
			if (!words) {
				return kind === 'glibc arena' && findPages?.(start, start + firstPage)?.length === 0 ? untouched : undefined;
			}

			const heap = parseHeapInfo(new DataView(words.buffer, words.byteOffset), start, format);
			if (!heap) {
				return kind === 'glibc arena' ? refuted : undefined;
			}

			// A heap that is full touches the next mapping, which may be part of the same VMA.
			const mapped = scan.vmas.size[first] ?? 0;
			const isFull = format.heapAlignments.includes(heap.accessible) && mapped >= heap.accessible;
			return heap.accessible === mapped || isFull ? proven : undefined;
		};
	},
};
