import type {NumberColumn} from '../snapshot.ts';

/** The columns of one snapshot, each content once. */
export type ColumnPool = {
	/** The column of zeros, which all columns of nothing but zeros become. */
	readonly zero: NumberColumn;
	/** The column to keep instead of this one: an equal one if the pool has it, else this one. */
	readonly share: (column: NumberColumn) => NumberColumn;
	/** Keeps a column that is known to equal none in the pool. */
	readonly keep: (column: NumberColumn) => NumberColumn;
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
	const known: NumberColumn[] = [];
	const keep = (column: NumberColumn): NumberColumn => {
		known.push(column);
		return column;
	};

	const share = (column: NumberColumn): NumberColumn => {
		if (isZero(column)) {
			return zero;
		}

		for (const candidate of known) {
			if (candidate === column || areEqualColumns(candidate, column)) {
				return candidate;
			}
		}

		return keep(column);
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

	return {zero, share, keep, add};
}

function isZero(column: NumberColumn): boolean {
	for (let row = 0; row < column.length; row++) {
		if (column[row] !== 0) {
			return false;
		}
	}

	return true;
}

/** How many rows are compared before all of them: columns that differ mostly differ there. */
const probes = 16;

/** Whether two columns of one length hold the same numbers. A column with unknown numbers equals none. */
export function areEqualColumns(left: NumberColumn, right: NumberColumn): boolean {
	const stride = Math.max(1, Math.floor(left.length / probes));
	for (let row = 0; row < left.length; row += stride) {
		if (left[row] !== right[row]) {
			return false;
		}
	}

	for (let row = 0; row < left.length; row++) {
		if (left[row] !== right[row]) {
			return false;
		}
	}

	return true;
}
