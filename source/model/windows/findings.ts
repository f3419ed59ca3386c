/**
 * What a sampler found out of a process beside its map: who uses which allocation. Addresses and sizes are in bytes.
 */

/** A thread, as far as memory maps need it. */
export type ThreadFacts = {
	readonly id: number;
	/** What the program calls it (SetThreadDescription). */
	readonly name?: string;
	/** Its thread environment blocks: one, and a second for the 32-bit half of a WOW64 thread. */
	readonly environmentBlocks: readonly AddressRange[];
	readonly stacks: readonly StackFacts[];
};

export type AddressRange = {readonly start: number; readonly end: number};

export type StackFacts = {
	/** An address within the stack: its highest page, where it begins to grow down. */
	readonly address: number;
	/** `64-bit`: what a WOW64 thread uses outside of the 32-bit code. */
	readonly role: 'thread' | '64-bit part of a 32-bit thread';
};

/** A heap of the Windows heap manager. */
export type HeapFacts = {
	/** Its place in PEB.ProcessHeaps; where Windows keeps no list, its place by address behind the default heap. */
	readonly id: number;
	readonly isDefault: boolean;
	readonly flavor: 'NT heap' | 'segment heap';
	/** What serves small requests; undefined where the layout of the heap is not known. */
	readonly frontEnd?: 'low fragmentation' | 'none';
};

/** An allocation that belongs to a heap. */
export type HeapAllocation = {
	/** An address within it. */
	readonly address: number;
	readonly heap: HeapFacts;
	readonly role: 'heap' | 'segment' | 'large block';
	/** How that is known. */
	readonly source: 'list of heaps' | 'heap structure' | 'segment header' | 'signature only';
};

/** Something of the system's that lies at an address. */
export type LandmarkFacts = {
	readonly address: number;
	/** As the details show it: `API Set Map`. */
	readonly name: string;
	/** Where the address is from: `PEB.ApiSetMap`. */
	readonly source: string;
	/** Behind its last page, where it is less than what was allocated as one: it becomes blocks of its own. */
	readonly end?: number;
};

/** What is known of .NET in the process. */
export type RuntimeFacts = {
	/** File name of the runtime's library: `coreclr.dll`. */
	readonly library: string;
	/** Bases of allocations that begin with the header of a GC segment. */
	readonly collectorSegments: ReadonlySet<number>;
};
