import type {StoredMeasure} from './measure.ts';

/**
 * One process at one moment: an immutable value, in columns. 60,000 blocks are a few megabytes of typed arrays, which
 * cross from the sampler's thread to the screen's without a copy.
 *
 * Rows of `blocks` ascend by address and do not overlap. A region is a run of neighbouring rows of `blocks`, so rows of
 * `regions` ascend too. Free and unusable address space are rows like all others.
 */
export type Snapshot = {
	readonly platform: Platform;
	/** Milliseconds since 1970, when the sample was complete. */
	readonly time: number;
	readonly process: ProcessFacts;
	/** Bytes. */
	readonly pageSize: number;
	readonly cost: SampleCost;
	/** What could not be known and what would help, a sentence each. */
	readonly notices: readonly string[];
	/** Bytes of kernel memory for page tables (Linux: VmPTE); undefined where the system does not tell. */
	readonly pageTable?: number;
	/**
	 * The system's own counters for the whole process in bytes, by the system's name for them (Linux: VmSize, VmRSS...);
	 * and `max_map_count`, how many mappings Linux lets it have. Those of a JVM that was asked are in `jvmCounters`.
	 */
	readonly counters: Readonly<Record<string, number>>;
	/** Every text that a column points to. Row 0 is the empty text. Texts are as the system gave them: escape before drawing. */
	readonly strings: readonly string[];
	readonly blocks: BlockColumns;
	readonly regions: RegionColumns;
};

export type Platform = 'linux' | 'windows';

export type Architecture =
	| 'x64'
	| 'x86'
	| 'arm64'
	| 'arm'
	| 'riscv64'
	| 'ppc64'
	| 's390x'
	| 'mips'
	| 'mips64'
	| 'loong64';

export type ProcessFacts = {
	/** Undefined where a file from elsewhere does not say it. */
	readonly pid?: number;
	/** Short name (Linux: comm; Windows: the file name of the program). */
	readonly name: string;
	/** Arguments joined by blanks. */
	readonly command?: string;
	/** Path of the program. */
	readonly executable?: string;
	readonly architecture?: Architecture;
	/** Width of the target's addresses in hex digits. */
	readonly addressDigits: 8 | 16;
	/** Name of the user whose rights it has, else the number as text. */
	readonly user?: string;
	readonly parentPid?: number;
	readonly threads?: number;
	/** Milliseconds since 1970, to the clock tick: with `pid` it names one process for ever. */
	readonly startTime?: number;
};

export type SampleCost = {
	/** From the first read to the finished snapshot, by the monotonic clock. */
	readonly milliseconds: number;
	/** Where the blocks came from. `maps` knows addresses and names only. */
	readonly source: 'smaps' | 'maps' | 'VirtualQueryEx' | 'PssCaptureSnapshot' | 'file';
	/** 1, or more where the map changed while it was read and was read again. */
	readonly attempts: number;
};

/**
 * A column of numbers, a row a block. `NaN` in a row says that it is unknown there; a column that is missing says that
 * it is unknown everywhere. Nothing that is unknown is ever 0.
 */
export type NumberColumn = Float64Array<ArrayBuffer>;

/** A column of texts: each row is a row of `Snapshot.strings`. */
export type TextColumn = Uint32Array<ArrayBuffer>;

/** A run of pages with equal protection and backing. All sizes are in bytes. */
export type BlockColumns = {
	readonly count: number;
	/** First address. Page-aligned, so a double holds it exactly up to 2^64. */
	readonly start: NumberColumn;
	/** The row of `regions` that the block belongs to. */
	readonly region: Uint32Array<ArrayBuffer>;
	/** Linux: `r-xp`; Windows: `Execute/Read`. Empty for free space. */
	readonly protection: TextColumn;
	/** What the block is within its region (`guard`, `.text`, `reserve`); empty where the region says all. */
	readonly details: TextColumn;
	/** Columns that are equal in every row may be one array, so never write into one. */
	readonly measures: Readonly<Partial<Record<StoredMeasure, NumberColumn>>> & {readonly size: NumberColumn};
	/** What only one system knows of a block. */
	readonly linux?: LinuxBlockColumns;
};

/** The rest of what Linux says of a VMA. Rows of free space are 0 and the empty text. */
export type LinuxBlockColumns = {
	/** Path or name at the end of the header line, as the kernel prints it. */
	readonly path: TextColumn;
	/** Offset in the file, in bytes. */
	readonly offset: NumberColumn;
	/** `fd:01`, as the kernel prints it. */
	readonly device: TextColumn;
	readonly inode: NumberColumn;
	/** `rd wr mr mw me ac`, as the kernel prints it; empty where the kernel gives none. */
	readonly vmFlags: TextColumn;
	/** Every other field of smaps by its name there, in bytes where the kernel says kB, else the bare number. */
	readonly fields: Readonly<Record<string, NumberColumn>>;
};

/** What was allocated as one, and what it is. */
export type RegionColumns = {
	readonly count: number;
	/** The first row of `blocks`; one row more than there are regions, so that region r is `firstBlock[r]` to `firstBlock[r + 1]`. */
	readonly firstBlock: Uint32Array<ArrayBuffer>;
	/** Rows of `memoryTypes`. */
	readonly type: Uint8Array<ArrayBuffer>;
	/** Finer than the type: `shared library`, `thread stack`, `memfd`. */
	readonly kind: TextColumn;
	/** Path, thread, heap: what tells it from others of its kind. */
	readonly details: TextColumn;
	/** One short sentence that says why it has this type. */
	readonly evidence: TextColumn;
	/** 1 where type or kind is inferred, 0 where the system says so itself. */
	readonly isInferred: Uint8Array<ArrayBuffer>;
	/** What the blocks together are protected with: their own text where all agree, else a summary of them. */
	readonly protection: TextColumn;
	/** Measures of regions that are not the sum over their blocks: Windows, Private of images and views. */
	readonly measures?: Readonly<Partial<Record<StoredMeasure, NumberColumn>>>;
	/** How many runs of equal protection a region has, where its blocks divide it more finely: sections of an image. */
	readonly runCount?: Uint32Array<ArrayBuffer>;
};

/** The text in row `row` of a column of texts. */
export function textAt(snapshot: Snapshot, column: TextColumn, row: number): string {
	return snapshot.strings[column[row] ?? 0] ?? '';
}

/** The number in row `row`, or undefined where it is unknown. */
export function numberAt(column: NumberColumn | undefined, row: number): number | undefined {
	const value = column?.[row];
	return value === undefined || Number.isNaN(value) ? undefined : value;
}

/** First address of a region: that of its first block. */
export function regionStart(snapshot: Snapshot, region: number): number {
	return snapshot.blocks.start[snapshot.regions.firstBlock[region] ?? 0] ?? 0;
}

/** What the column Blocks counts in a region: runs of equal protection, however finely its blocks divide them. */
export function regionRunCount(snapshot: Snapshot, region: number): number {
	return snapshot.regions.runCount?.[region] ?? regionBlockCount(snapshot, region);
}

/** How many blocks a region has. */
export function regionBlockCount({regions}: Snapshot, region: number): number {
	return (regions.firstBlock[region + 1] ?? 0) - (regions.firstBlock[region] ?? 0);
}
