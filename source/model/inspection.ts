import type {HeapRegion, HeapWalkStep} from './heap/heap-walk.ts';
import type {JvmAccount} from './linux/jvm/jvm-account.ts';

/** Addresses from `start` up to but not including `end`, both at the edge of a page unless something else is said. */
export type Range = {readonly start: number; readonly end: number};

/** What the screen asks of the memory of a live process. Nothing of it changes a byte there. */
export type Inspection =
	/** The bytes of a few pages, and where the next page in memory is after them, up to `limit`. */
	| ({readonly kind: 'read'; readonly limit: number} & Range)
	/** All bytes of a range, which may be a part of a page, into a new file; what is not in memory becomes zeros. */
	| ({readonly kind: 'save'; readonly file: string} & Range)
	/** Strings, batch by batch. A search ends the one before it. */
	| {
			readonly kind: 'search';
			/** Names the search in what comes of it. */
			readonly search: number;
			readonly ranges: readonly Range[];
			/** Characters that a string has at least. */
			readonly minimum: number;
			/** What a string must hold, ignoring case; empty for all. */
			readonly text: string;
	  }
	/** Chunk by chunk through heaps of glibc's malloc. A walk ends the one before it. */
	| {
			readonly kind: 'walk heap';
			/** Names the walk in what comes of it. */
			readonly walk: number;
			readonly regions: readonly HeapRegion[];
	  }
	/** Where one of some rows of bytes stands: the first place at or behind `from`, or the last before it. */
	| ({
			readonly kind: 'find';
			/** Names what is looked for in what comes of it. */
			readonly search: number;
			readonly needles: readonly Uint8Array<ArrayBuffer>[];
			readonly from: number;
			readonly isBackward: boolean;
	  } & Range)
	| {readonly kind: 'stop find'}
	/** Ends the search and the walk that run. */
	| {readonly kind: 'stop'}
	/** Asks the system to take the pages of these ranges out of memory. It changes no byte of them. */
	| {readonly kind: 'empty'; readonly ranges: readonly Range[]}
	/** What no snapshot has of a region or block. */
	| ({readonly kind: 'describe'} & Range)
	/** Makes the JVM say what its memory is; it does so itself, in a thread of its own. */
	| {readonly kind: 'ask jvm'}
	/** Takes what it said away again. */
	| {readonly kind: 'forget jvm'};

/** What came of it. */
export type Finding =
	| {
			readonly kind: 'bytes';
			readonly start: number;
			/** From `start` on; zeros where nothing was read. */
			readonly bytes: Uint8Array<ArrayBuffer>;
			/** What each page of it is, a row of `pageStates`. */
			readonly pages: Uint8Array<ArrayBuffer>;
			readonly pageSize: number;
			/** The first page in memory behind them; undefined where there is none. */
			readonly next: number | undefined;
	  }
	| {
			readonly kind: 'saved';
			readonly file: string;
			/** Bytes of the file, and how many of them were read from memory. */
			readonly size: number;
			readonly resident: number;
	  }
	| {
			readonly kind: 'strings';
			readonly search: number;
			readonly batch: StringBatch;
			/** Bytes of memory that were searched, and how many there are. */
			readonly done: number;
			readonly total: number;
			/** Whether that much is in memory; else the system does not tell, and all was searched that could be. */
			readonly isPresenceKnown: boolean;
			/** Why no further batch comes; undefined while the search goes on. */
			readonly end: 'complete' | 'full' | 'stopped' | undefined;
	  }
	| {
			readonly kind: 'match';
			readonly search: number;
			/** Where it stands and how many bytes it has; missing where there is none, or none yet. */
			readonly address?: number;
			readonly length?: number;
			/** Bytes of memory that were looked through, and how many there are. */
			readonly done: number;
			readonly total: number;
			/** Whether nothing further comes. */
			readonly isEnd: boolean;
	  }
	| {readonly kind: 'heap'; readonly walk: number; readonly step: HeapWalkStep}
	| ({readonly kind: 'described'; readonly facts: RangeFacts} & Range)
	| {readonly kind: 'emptied'; readonly result: EmptiedWorkingSet}
	/** What the JVM said, which the next snapshot has; undefined where it was taken away. */
	| {readonly kind: 'jvm'; readonly account: JvmAccount | undefined}
	/** Nothing came of it: why, and what would help. */
	| {readonly kind: 'refused'; readonly inspection: Inspection['kind']; readonly sentence: string};

/** What is found out of a region or block when somebody looks at it. What is unknown is left out. */
export type RangeFacts = {
	/** How its file calls itself: hex digits that no other build has, and the name that programs ask for. */
	readonly buildId?: string;
	readonly soname?: string;
	/** Bytes of its pages on each NUMA node, by ascending number; empty where none is in memory. */
	readonly nodes?: readonly NodeBytes[];
};

export type NodeBytes = {readonly node: number; readonly bytes: number};

/** The working set before and after it was emptied, in bytes. What the system does not tell is undefined. */
export type EmptiedWorkingSet = {
	readonly before: number | undefined;
	readonly after: number | undefined;
	readonly swappedBefore?: number | undefined;
	readonly swappedAfter?: number | undefined;
	/** Ranges that were asked for, and how many of them the system refused (devices, locked pages, secrets). */
	readonly asked?: number;
	readonly refused?: number;
	/** Swap space of the machine, in bytes. */
	readonly swapSpace?: number | undefined;
};

/** Strings in the order of their addresses, a row each. */
export type StringBatch = {
	readonly addresses: Float64Array<ArrayBuffer>;
	/** Rows of `stringEncodings`. */
	readonly encodings: Uint8Array<ArrayBuffer>;
	readonly texts: readonly string[];
};

/** What can be said of a page. Those of which it is known that they are not in memory are never read. */
export const pageStates = [
	'not in memory',
	'in memory',
	'swapped out',
	'a guard',
	'unreadable',
	// The system does not tell: what of it came was read.
	'perhaps in memory',
] as const;

export type PageState = (typeof pageStates)[number];

/**
 * Whether a page in this state is read: no other is, so that nothing is brought into memory. Where the system does not
 * tell, reading is all that is left, and may bring something in.
 */
export function isRead(state: PageState): boolean {
	return state === 'in memory' || state === 'perhaps in memory';
}

/** The row of a state in `pageStates`: how it is stored. */
export function pageStateCode(state: PageState): number {
	return pageStates.indexOf(state);
}
