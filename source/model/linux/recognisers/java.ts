import type {Verdict} from '../verdict.ts';
import {isInaccessible, type VmaScan} from '../vma-scan.ts';
import {rowHasFlag} from './flags.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

/** Up to here pointers to objects fit into 32 bits, shifted by 3; HotSpot puts the heap below wherever it fits. */
const compressedLimit = 0x8_0000_0000;

/** Where HotSpot puts classes when it can: behind the heap, within what 32 bits of class pointer reach. */
const classLimit = 0x10_0000_0000;

/** Metaspace reserves nodes of 64 MiB (virtualSpaceNode.cpp; metaspace/metaspaceSettings.hpp). */
const metaspaceNode = 0x400_0000;

const gibibyte = 0x4000_0000;

const heap: Verdict = {
	type: 'Managed Heap',
	kind: 'Java heap',
	evidence: 'In a process with libjvm.so, below 32 GB: HotSpot puts its heap there, where pointers fit into 32 bits.',
	isInferred: true,
};

const largeHeap: Verdict = {
	...heap,
	evidence: 'In a process with libjvm.so, and too large for pointers of 32 bits: the heap is what HotSpot reserves so.',
};

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
	evidence: 'In a process with libjvm.so, reserved in nodes of 64 MB, of which a part is in use: metadata of classes.',
	isInferred: true,
};

const codeCache: Verdict = {
	type: 'Managed Heap',
	kind: 'Java code cache',
	evidence: 'Executable memory in a process with libjvm.so: code that the JVM has made.',
	isInferred: true,
};

/** The parts of HotSpot's memory. It names none of them, so that place, size and flags have to tell. */
export const java: Recogniser = {
	looksFor: 'heap, class space, metaspace and code cache of a JVM',
	begin({scan, mapsFile}) {
		return mapsFile(/\/libjvm\.so$/) ? region => judge(scan, region) : undefined;
	},
};

function judge(scan: VmaScan, region: Unrecognised): Verdict | undefined {
	const {kind, start, limit} = region;
	switch (kind) {
		case 'JIT code':
			return codeCache;
		case 'file':
		case 'copy-on-write file':
			return isArchive(scan, region.first) ? archive : undefined;
		case 'anonymous':
		case 'reserved':
			break;
		default:
			return;
	}

	if (limit <= compressedLimit) {
		return heap;
	}

	if (isClassSpace(scan, region)) {
		return classSpace;
	}

	if (limit - start > compressedLimit) {
		return largeHeap;
	}

	return isMetaspace(scan, region) ? metaspace : undefined;
}

function isArchive({vmas}: VmaScan, row: number): boolean {
	return vmas.strings[vmas.path[row] ?? 0]?.endsWith('.jsa') === true;
}

function isClassSpace(scan: VmaScan, {first, start, limit}: Unrecognised): boolean {
	const isBehindArchive = first > 0 && isArchive(scan, first - 1) && rowHasFlag(scan, first, 'nr');
	const isAtItsPlace = start >= compressedLimit && limit <= classLimit && limit - start <= 4 * gibibyte;
	return isBehindArchive || isAtItsPlace;
}

function isMetaspace(scan: VmaScan, {first, end, start, limit}: Unrecognised): boolean {
	const size = limit - start;
	return size % metaspaceNode === 0 && size <= gibibyte && end - first > 1 && isInaccessible(scan, end - 1);
}
