import {executable, readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, endOf, isAnonymous, isInaccessible, touchesPrevious, type VmaScan} from '../vma-scan.ts';
import type {RegionRule, RegionSink} from './region-rows.ts';

/** glibc, malloc/arena.c: HEAP_MAX_SIZE is twice DEFAULT_MMAP_THRESHOLD_MAX (4 MiB x sizeof(long); 512 KiB on 32 bits). */
const heapSize = {bits32: 0x10_0000, bits64: 0x400_0000};

/** The Go runtime maps its heap here, in arenas of the same size and shape: malloc.go, arenaBaseOffset and hints. */
const goHeap = {start: 0xc0_0000_0000, end: 0xd0_0000_0000};

const verdict: Verdict = {
	type: 'Heap',
	kind: 'glibc arena',
	evidence:
		'Begins at a multiple of 64 MiB, and what is not yet used is reserved to exactly 64 MiB: an arena of malloc.',
	isInferred: true,
};

const verdict32: Verdict = {
	...verdict,
	evidence: 'Begins at a multiple of 1 MiB, and what is not yet used is reserved to exactly 1 MiB: an arena of malloc.',
};

/** An arena of glibc's malloc, with the reserve behind it. */
export function arenaRule(scan: VmaScan, {add, mark}: RegionSink): RegionRule {
	return row => {
		const end = findArena(scan, row);
		if (end > row) {
			mark(end - 1, 'reserve');
			add(row, end, scan.is32Bit ? verdict32 : verdict, 0);
		}

		return end;
	};
}

/** The row after the arena that begins with a row, or the row itself. */
export function findArena(scan: VmaScan, row: number): number {
	const size = scan.is32Bit ? heapSize.bits32 : heapSize.bits64;
	const start = scan.vmas.start[row] ?? 0;
	const mayBegin =
		isAnonymous(scan, row) &&
		allows(scan, row, readable | writable) &&
		!allows(scan, row, executable) &&
		Number.isInteger(start / size) &&
		!(start >= goHeap.start && start < goHeap.end);
	if (!mayBegin) {
		return row;
	}

	for (let next = row + 1; isAnonymous(scan, next) && touchesPrevious(scan, next); next++) {
		const end = endOf(scan, next);
		if (isInaccessible(scan, next) || end >= start + size) {
			return isInaccessible(scan, next) && end === start + size ? next + 1 : row;
		}
	}

	return row;
}
