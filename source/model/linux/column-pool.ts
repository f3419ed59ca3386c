import type {NumberColumn} from '../snapshot.ts';

/** The columns of one snapshot, each content once. */
export type ColumnPool = {
	/** The column of zeros, which all columns of nothing but zeros become. */
	readonly zero: NumberColumn;
	/** The column to keep instead of this one: an equal one if the pool has it, else this one. */
	readonly share: (column: NumberColumn) => NumberColumn;
	/** Adds columns row by row. The sum with zeros is the other column itself. */
	readonly add: (columns: readonly NumberColumn[]) => NumberColumn;
};

/**
 * Makes a pool for columns of `count` rows. Most fields of smaps are zero in every VMA (huge pages, swap, KSM) and
 * several are equal in most processes (Rss and Referenced, KernelPageSize and MMUPageSize), which is more than half of
 * what a snapshot would weigh.
 */
export function createColumnPool(count: number): ColumnPool {
	const zero = new Float64Array(count);
	const known = [zero];
	const share = (column: NumberColumn): NumberColumn => {
		for (const candidate of known) {
			if (candidate === column || areEqualColumns(candidate, column)) {
				return candidate;
			}
		}

		known.push(column);
		return column;
	};

	const add = (columns: readonly NumberColumn[]): NumberColumn => {
		const [first = zero, ...rest] = columns.filter(column => column !== zero);
		if (rest.length === 0) {
			return first;
		}

		const sum = first.slice();
		for (const column of rest) {
			for (let row = 0; row < count; row++) {
				sum[row] = (sum[row] ?? 0) + (column[row] ?? 0);
			}
		}

		return share(sum);
	};

	return {zero, share, add};
}

/** How many rows are compared before all of them: columns that differ mostly differ there. */
const probes = 16;

/** Whether two columns of one length hold the same numbers. Unknown equals unknown. */
export function areEqualColumns(left: NumberColumn, right: NumberColumn): boolean {
	const stride = Math.max(1, Math.floor(left.length / probes));
	for (let row = 0; row < left.length; row += stride) {
		if (!Object.is(left[row], right[row])) {
			return false;
		}
	}

	for (let row = 0; row < left.length; row++) {
		const value = left[row];
		const other = right[row];
		if (value !== other && (!Number.isNaN(value) || !Number.isNaN(other))) {
			return false;
		}
	}

	return true;
}
