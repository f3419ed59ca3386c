import type {Snapshot} from '../../snapshot.ts';
import type {JvmPurpose} from './jvm-purposes.ts';

/** What a JVM says its memory is, at one moment. Addresses and sizes are in bytes. */
export type JvmAccount = {
	/** Milliseconds since 1970, when it answered. */
	readonly time: number;
	/** Which of its commands told the ranges. */
	readonly command: JvmCommand;
	/** Ascending, and none overlaps another. */
	readonly ranges: readonly JvmRange[];
	/** Threads that it knows by name; empty where its command tells none. */
	readonly threads: readonly JvmThread[];
	/** Its own sums, by the names in `jvmCounters`. */
	readonly counters: Readonly<Record<string, number>>;
	/**
	 * The regions that were there when it answered: first address, and the one after the last. Later samples take its word
	 * for these only, since what is mapped elsewhere by then it did not speak of. Undefined until the first sample.
	 */
	readonly extents?: ReadonlyMap<number, number>;
};

export type JvmCommand = 'VM.native_memory' | 'System.map';

export type JvmRange = {
	readonly start: number;
	readonly end: number;
	/** What it is for; several where the JVM does not say which part is what. */
	readonly purposes: readonly JvmPurpose[];
};

export type JvmThread = {readonly tid: number; readonly name: string};

/** How a snapshot has the sums of native memory tracking among its counters: mmap and malloc together, and malloc alone. */
export const jvmCounters = {reserved: 'nmt_reserved', committed: 'nmt_committed', malloc: 'nmt_malloc'} as const;

/** Whether the account of a JVM is in a snapshot. */
export function hasJvmAccount({counters}: Snapshot): boolean {
	return counters[jvmCounters.committed] !== undefined;
}

/** Ties an account to the regions of the first snapshot that it is in. */
export function keepExtents(account: JvmAccount, {blocks, regions}: Snapshot): JvmAccount {
	const extents = new Map<number, number>();
	for (let region = 0; region < regions.count; region++) {
		const last = (regions.firstBlock[region + 1] ?? 0) - 1;
		const end = (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0);
		extents.set(blocks.start[regions.firstBlock[region] ?? 0] ?? 0, end);
	}

	return {...account, extents};
}

/** Puts ranges into the order of their addresses; of two that overlap the first stays. */
export function orderRanges(ranges: readonly JvmRange[]): readonly JvmRange[] {
	const ordered: JvmRange[] = [];
	for (const range of ranges.toSorted((one, other) => one.start - other.start)) {
		if (range.start < range.end && range.start >= (ordered.at(-1)?.end ?? 0)) {
			ordered.push(range);
		}
	}

	return ordered;
}
