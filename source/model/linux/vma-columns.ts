import type {NumberColumn, TextColumn} from '../snapshot.ts';

/**
 * The VMAs of one process as /proc/PID/smaps (or maps) lists them, in columns, before anything is made of them. What
 * the sampler hands to `buildLinuxSnapshot`, which takes the arrays over.
 */
export type VmaColumns = {
	/** How many rows are filled; the arrays have exactly this length. */
	readonly count: number;
	/** First address. */
	readonly start: NumberColumn;
	/** Length in bytes: end address less start address. */
	readonly size: NumberColumn;
	/** `r-xp`. */
	readonly permissions: TextColumn;
	/** In bytes. */
	readonly offset: NumberColumn;
	/** `fd:01`, as printed. */
	readonly device: TextColumn;
	readonly inode: NumberColumn;
	/** What stands after the inode, as printed: a path, `[heap]`, `[anon:name]`, or empty. */
	readonly path: TextColumn;
	/** `rd wr mr mw me ac`; empty where there is no such line. */
	readonly vmFlags: TextColumn;
	/** Every other field by its name, in bytes where smaps says kB, else the bare number; NaN where a VMA lacks it. */
	readonly fields: Readonly<Record<string, NumberColumn>>;
	/** How much of a VMA that is accessible are guards, in bytes; missing where no VMA has any. */
	readonly guards?: NumberColumn;
	/** What the text columns point to; row 0 is the empty text. */
	readonly strings: readonly string[];
};
