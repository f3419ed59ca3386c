import {endOf, isInaccessible, type VmaScan} from '../vma-scan.ts';
import type {JvmRange} from './jvm-account.ts';
import type {JvmPurpose} from './jvm-purposes.ts';

/** The first range from `from` on that ends behind `start`. */
export function skipRanges(ranges: readonly JvmRange[], from: number, start: number): number {
	let next = from;
	while (next < ranges.length && (ranges[next]?.end ?? 0) <= start) {
		next++;
	}

	return next;
}

/** Bytes of a region that the JVM speaks of. */
export type Shares = {
	/** Bytes that can be accessed; all, where none can. */
	readonly total: number;
	readonly byPurpose: ReadonlyMap<JvmPurpose, number>;
	/** Bytes in ranges of which the JVM names several purposes. */
	readonly mixed: number;
};

/**
 * Measures the region of VMA rows `first` to before `end`; `from` is the first range that may be in it. Counts only what
 * can be accessed: guards and reserves around it are often made by somebody else, as the guard that glibc puts in front
 * of a stack.
 */
export function measureShares(
	scan: VmaScan,
	first: number,
	end: number,
	ranges: readonly JvmRange[],
	from: number,
): Shares {
	const rows = Array.from({length: end - first}, (_, row) => first + row);
	const accessible = rows.filter(row => !isInaccessible(scan, row));
	const byPurpose = new Map<JvmPurpose, number>();
	let total = 0;
	let mixed = 0;
	let next = from;
	for (const row of accessible.length > 0 ? accessible : rows) {
		const start = scan.vmas.start[row] ?? 0;
		const limit = endOf(scan, row);
		total += limit - start;
		next = skipRanges(ranges, next, start);
		for (let at = next; at < ranges.length && (ranges[at]?.start ?? limit) < limit; at++) {
			const range = ranges[at];
			const length = range ? Math.min(range.end, limit) - Math.max(range.start, start) : 0;
			const [purpose] = range?.purposes ?? [];
			if (range?.purposes.length === 1 && purpose) {
				byPurpose.set(purpose, (byPurpose.get(purpose) ?? 0) + length);
			} else {
				mixed += length;
			}
		}
	}

	return {total, byPurpose, mixed};
}
