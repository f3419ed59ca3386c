/** A column of a table. All text columns point into one table of texts. */
export type Column = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Rows of blocks or of regions at one moment, as columns in a fixed order. */
export type Table = {
	readonly count: number;
	/** First address of each row, ascending: what a row is known by from one moment to the next. */
	readonly keys: Float64Array<ArrayBuffer>;
	/** Columns of equal content may be one array. */
	readonly columns: readonly Column[];
};

/** Makes a column of the same kind and of `length` rows that begins with the rows of another; rows behind them are 0. */
export function copyColumn(column: Column, length: number): Column {
	if (column instanceof Float64Array) {
		const copy = new Float64Array(length);
		copy.set(column.subarray(0, length));
		return copy;
	}

	if (column instanceof Uint32Array) {
		const copy = new Uint32Array(length);
		copy.set(column.subarray(0, length));
		return copy;
	}

	const copy = new Uint8Array(length);
	copy.set(column.subarray(0, length));
	return copy;
}
