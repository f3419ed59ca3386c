import {executable, readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, endOf, isInaccessible, type VmaScan} from '../vma-scan.ts';
import {rowHasFlag} from './flags.ts';
import {measureChargedJavaHeap} from './java-heap-size.ts';
import {isArchive, runsJvm} from './java-process.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

const archive: Verdict = {
	type: 'Mapped File',
	kind: 'CDS archive',
	evidence: 'A .jsa file mapped by libjvm.so: classes that the JVM shares between processes.',
};

const classSpace: Verdict = {
	type: 'Managed Heap',
	kind: 'Java class space',
	evidence: 'In a process with libjvm.so, reserved where HotSpot puts classes: behind the archive, or from 32 GB on.',
	isInferred: true,
};

const metaspace: Verdict = {
	type: 'Managed Heap',
	kind: 'Java metaspace',
	evidence:
		'In a process with libjvm.so, reserved in nodes of 64 MB at multiples of 4 MB, used in steps of 64 KB: metadata of ' +
		'classes.',
	isInferred: true,
};

const data: Verdict = {
	type: 'Managed Heap',
	kind: 'JVM data',
	evidence:
		'In a process with libjvm.so, reserved without being charged and charged part by part (VmFlags nr and ac), as ' +
		'HotSpot does for tables of its collector and of its code.',
	isInferred: true,
};

const tables: Verdict = {
	...data,
	evidence:
		'In a process with libjvm.so, and as large as tables that a collector keeps of the heap, 1/64 and 1/512 of it each. They ' +
		'are charged at once where the heap is (-Xms as large as -Xmx).',
};

/** What HotSpot has besides heap and code. It names none of it, so that place, size and flags have to tell. */
export const java: Recogniser = {
	name: 'java',
	looksFor: 'class space, metaspace and tables of a JVM',
	claims: [archive, classSpace, metaspace, data, tables],
	howSure: 'inferred, but for the archive',
	source:
		'HotSpot: memory/metaspace/metaspaceSettings.hpp, memory/metaspace.cpp, os::pd_commit_memory in os_linux.cpp; ' +
		'OpenJDK 17 measured',
	begin(subject) {
		if (!runsJvm(subject)) {
			return;
		}

		const heapSize = measureChargedJavaHeap(subject.scan);
		return region => judge(subject.scan, region, heapSize);
	},
};

/** Where HotSpot puts classes when it can: behind a heap that ends at 32 GB, within what 32 bits of pointer reach. */
const classStart = 0x8_0000_0000;
const classLimit = 0x10_0000_0000;
const largestClassSpace = 0x1_0000_0000;

/** Metaspace reserves nodes of 64 MiB and commits granules of 64 KiB; its root chunks have 4 MiB. */
const metaspaceNode = 0x400_0000;
const rootChunk = 0x40_0000;
const granule = 0x1_0000;
const largestMetaspace = 0x4000_0000;

function judge(scan: VmaScan, region: Unrecognised, heapSize: number): Verdict | undefined {
	switch (region.kind) {
		case 'file':
		case 'deleted file':
		case 'copy-on-write file':
			return isArchive(scan, region.first) ? archive : undefined;
		case 'anonymous':
		case 'reserved':
			break;
		default:
			return;
	}

	if (isClassSpace(scan, region)) {
		return classSpace;
	}

	if (isMetaspace(scan, region)) {
		return metaspace;
	}

	if (isChargedInParts(scan, region)) {
		return data;
	}

	return isTableOf(heapSize, scan, region) ? tables : undefined;
}

function isClassSpace(scan: VmaScan, {first, start, limit}: Unrecognised): boolean {
	const isBehindArchive =
		first > 0 && isArchive(scan, first - 1) && endOf(scan, first - 1) === start && rowHasFlag(scan, first, 'nr');
	const isAtItsPlace = start >= classStart && limit <= classLimit && limit - start <= largestClassSpace;
	return isBehindArchive || (isAtItsPlace && start % granule === 0 && limit % granule === 0);
}

function isMetaspace(scan: VmaScan, {first, end, start, limit}: Unrecognised): boolean {
	const size = limit - start;
	if (size % metaspaceNode !== 0 || size > largestMetaspace || start % rootChunk !== 0 || end - first < 2) {
		return false;
	}

	for (let row = first; row < end; row++) {
		if ((scan.vmas.start[row] ?? 0) % granule !== 0) {
			return false;
		}
	}

	return isInaccessible(scan, end - 1);
}

function isChargedInParts(scan: VmaScan, {first, end}: Unrecognised): boolean {
	let [isReserved, isCharged] = [false, false];
	for (let row = first; row < end; row++) {
		isReserved ||= isInaccessible(scan, row) && rowHasFlag(scan, row, 'nr');
		isCharged ||= !isInaccessible(scan, row) && rowHasFlag(scan, row, 'ac');
	}

	return isReserved && isCharged;
}

/**
 * Tables of the heap, by their sizes: a bit for each 8 bytes, in up to two bitmaps (g1ConcurrentMarkBitMap.hpp), and a
 * card, an offset and a count for each 512 (cardTable.hpp, g1BlockOffsetTable.hpp, g1CardCounts.hpp). The kernel makes one
 * mapping of those that touch, and of a bitmap or all three and what little else touches them.
 */
function isTableOf(heapSize: number, scan: VmaScan, region: Unrecognised): boolean {
	const size = measureCharged(scan, region);
	return hasSizeOfTables(size, heapSize) || hasSizeOfTables(size - markStack, heapSize);
}

function hasSizeOfTables(size: number, heapSize: number): boolean {
	const card = heapSize / cardSize;
	if (card === 0 || size <= 0) {
		return false;
	}

	for (let bitmaps = 0; bitmaps <= 2; bitmaps++) {
		const rest = size - bitmaps * bitmapCards * card;
		const cards = Math.min(mostCardTables, Math.floor(rest / card));
		const foreign = rest - cards * card;
		// One small table says too little to overlook anything beside it.
		const mayTouch = bitmaps > 0 || cards === mostCardTables;
		if (rest >= 0 && foreign <= (mayTouch ? size * foreignShare : 0)) {
			return true;
		}
	}

	return false;
}

/** Bytes that can be written, if some of them are charged; 0 where any of it is code. */
function measureCharged(scan: VmaScan, {first, end}: Unrecognised): number {
	let size = 0;
	let isCharged = false;
	for (let row = first; row < end; row++) {
		if (allows(scan, row, executable)) {
			return 0;
		}

		size += allows(scan, row, readable | writable) ? (scan.vmas.size[row] ?? 0) : 0;
		isCharged ||= rowHasFlag(scan, row, 'ac');
	}

	return isCharged ? size : 0;
}

const cardSize = 512;

/** A bitmap is as large as so many card tables. */
const bitmapCards = 8;

const mostCardTables = 3;

/** MarkStackSize of G1: 4 Mi entries of 8 bytes, whatever the heap (g1ConcurrentMark.hpp); it may touch a bitmap. */
const markStack = 0x200_0000;

/** Measured is 1 MB beside a bitmap of 16 MB. */
const foreignShare = 1 / 15;
