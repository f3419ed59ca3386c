import type {NumberColumn} from '../snapshot.ts';

/** One column of differences. */
export type SignedColumn = {
	/** After less before, a row a row of the list; NaN where either is unknown. What is new counts in full, what is gone less than nothing. */
	readonly column: NumberColumn;
	/** Values of after that `before + difference` does not give, since before does not know them. */
	readonly restated: Restated | undefined;
};

/** Some rows of a column of after, by row of after. */
export type Restated = {
	readonly rows: Uint32Array<ArrayBuffer>;
	readonly values: NumberColumn;
};

export type Subtract = (before: NumberColumn, after: NumberColumn) => SignedColumn;

/**
 * Makes a function that subtracts columns, each pair of columns once. For each row of the list its row in before and in
 * after is given, -1 where it has none.
 */
export function subtractColumns(beforeRows: Int32Array, afterRows: Int32Array): Subtract {
	const known = new Map<NumberColumn, Map<NumberColumn, SignedColumn>>();

	const subtract = (before: NumberColumn, after: NumberColumn): SignedColumn => {
		const column = new Float64Array(afterRows.length);
		const rows: number[] = [];
		for (let row = 0; row < afterRows.length; row++) {
			const one = beforeRows[row] ?? -1;
			const other = afterRows[row] ?? -1;
			const old = one < 0 ? 0 : (before[one] ?? 0);
			const value = other < 0 ? 0 : (after[other] ?? 0);
			const difference = value - old;
			column[row] = difference;
			// A value that is known now and was not before is lost in the difference.
			if (other >= 0 && old + difference !== value && !Number.isNaN(value)) {
				rows.push(other);
			}
		}

		const restated =
			rows.length === 0
				? undefined
				: {rows: Uint32Array.from(rows), values: Float64Array.from(rows, row => after[row] ?? 0)};
		return {column, restated};
	};

	return (before: NumberColumn, after: NumberColumn): SignedColumn => {
		const ofAfter = known.get(after) ?? new Map<NumberColumn, SignedColumn>();
		known.set(after, ofAfter);
		const signed = ofAfter.get(before) ?? subtract(before, after);
		ofAfter.set(before, signed);
		return signed;
	};
}
