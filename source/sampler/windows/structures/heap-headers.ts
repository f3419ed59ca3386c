import {type PointerSize, readPointer} from './read-pointer.ts';

/** What stands at the beginning of an allocation that a heap may have made. */
export type HeapSegmentHeader = {
	readonly signature: 'NT heap segment' | 'segment heap';
	/** The heap that it says it belongs to; 0 where it says none. */
	readonly heap: number;
};

/** How many bytes of an allocation are read to see whether it is a heap's. */
export const heapSegmentHeaderSize = 0x30;

const ntHeapSegmentSignature = 0xffee_ffee;
const segmentHeapSignature = 0xddee_ddee;
const ntHeapSignature = 0xeeff_eeff;

/**
 * Reads the beginning of a heap or a segment of one; undefined where there is no signature of one. Layouts (Microsoft's
 * public symbols, ntdll!_HEAP_SEGMENT and ntdll!_SEGMENT_HEAP, Windows 8 and later):
 *
 *     32-bit  64-bit
 *       0x08    0x10  ULONG   SegmentSignature: 0xffeeffee, or 0xddeeddee for a segment heap
 *       0x18    0x28  _HEAP*  Heap: of an NT heap
 */
export function readHeapSegmentHeader(view: DataView, size: PointerSize): HeapSegmentHeader | undefined {
	const signature = view.getUint32(size === 4 ? 0x08 : 0x10, true);
	if (signature === segmentHeapSignature) {
		return {signature: 'segment heap', heap: 0};
	}

	return signature === ntHeapSegmentSignature
		? {signature: 'NT heap segment', heap: readPointer(view, size === 4 ? 0x18 : 0x28, size)}
		: undefined;
}

/** What an NT heap says of itself. */
export type NtHeap = {
	/** The list of blocks that are allocations of their own. The addresses are those of entries; both are `listHead` where it is empty. */
	readonly firstLargeBlock: number;
	readonly lastLargeBlock: number;
	readonly frontEnd: 'low fragmentation' | 'none' | undefined;
};

/** How many bytes of a heap are read. */
export const ntHeapSize = 0x1a8;

/** Where the list of large blocks begins, from the beginning of the heap. */
export const largeBlocksOffset: Readonly<Record<PointerSize, number>> = {4: 0x9c, 8: 0x110};

/** From this build on (Windows 10 1809) the front end is where `readNtHeap` looks for it. */
const knownFrontEndBuild = 17_763;

/**
 * Reads an NT heap; undefined where it is none, by its second signature. Layout (ntdll!_HEAP, Windows 8 and later, the
 * front end Windows 10 1809 and later):
 *
 *     32-bit  64-bit
 *      0x060   0x098  ULONG       Signature: 0xeeffeeff
 *      0x09c   0x110  LIST_ENTRY  VirtualAllocdBlocks: Flink, Blink
 *      0x0e4   0x198  PVOID       FrontEndHeap
 *      0x0ea   0x1a2  UCHAR       FrontEndHeapType: 0 none, 2 low fragmentation
 */
export function readNtHeap(view: DataView, size: PointerSize, buildNumber: number): NtHeap | undefined {
	if (view.getUint32(size === 4 ? 0x60 : 0x98, true) !== ntHeapSignature) {
		return undefined;
	}

	return {
		firstLargeBlock: readPointer(view, largeBlocksOffset[size], size),
		lastLargeBlock: readPointer(view, largeBlocksOffset[size] + size, size),
		frontEnd: buildNumber < knownFrontEndBuild ? undefined : readFrontEnd(view, size),
	};
}

/** Undefined where type and pointer contradict each other: then the layout is not the known one. */
function readFrontEnd(view: DataView, size: PointerSize): NtHeap['frontEnd'] {
	const hasFrontEnd = readPointer(view, size === 4 ? 0xe4 : 0x198, size) !== 0;
	const type = view.getUint8(size === 4 ? 0xea : 0x1a2);
	if (type === 2 && hasFrontEnd) {
		return 'low fragmentation';
	}

	return type === 0 && !hasFrontEnd ? 'none' : undefined;
}

/** Reads a LIST_ENTRY: PVOID Flink, PVOID Blink. */
export function readListEntry(view: DataView, size: PointerSize): {readonly next: number; readonly previous: number} {
	return {next: readPointer(view, 0, size), previous: readPointer(view, size, size)};
}
