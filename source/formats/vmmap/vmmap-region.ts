import type {MemoryType} from '../../model/memory-type.ts';

/** A row of a file of VMMap's: a region or a block of it. Addresses and sizes are in bytes; what a file lacks is undefined. */
export type VmmapRow = {
	readonly address: number;
	readonly size: number;
	readonly committed: number | undefined;
	readonly private: number | undefined;
	/** Undefined also where it is the sum of the next two. */
	readonly totalWs: number | undefined;
	readonly privateWs: number | undefined;
	readonly shareableWs: number | undefined;
	readonly sharedWs: number | undefined;
	readonly lockedWs: number | undefined;
	/** `Read/Write/Guard`; `Reserved`. */
	readonly protection: string;
	readonly details: string;
};

export type VmmapRegion = VmmapRow & {
	readonly type: MemoryType;
	/** Finer than the type: `image (ASLR)`. */
	readonly kind: string;
	/** What the column Blocks says; undefined where it says nothing. */
	readonly blocks: number | undefined;
	/** Its blocks, ascending; none where the file has the region only. */
	readonly rows: readonly VmmapRow[];
	/** Where it stands in the file: `line 20`. */
	readonly place: string;
};
