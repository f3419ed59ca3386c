import {alignRows} from './align-rows.ts';
import type {CellGroup} from './cells.ts';
import type {Column, Table} from './table.ts';

/** How a table follows from the one before. */
export type TableChange = {
	/** The table, with the columns of the one before where nothing in them changed. */
	readonly table: Table;
	/** For each row the row of the table before, -1 where there is none; undefined where every row stands where it stood. */
	readonly rows: Int32Array | undefined;
	/** The rows that changed, by columns; `slots` are rows of the new table. */
	readonly groups: readonly CellGroup[];
};

/** Finds what changed from one table to the next. Both have the same columns. A row without one before follows zeros. */
export function compareTables(previous: Table, next: Table): TableChange {
	const rows = alignRows(previous.keys, next.keys);
	const segments = toSegments(rows, next.count);
	const changed = new Uint32Array(next.count);
	const values = new Float64Array(next.count);
	const columns: Column[] = [];
	const groups: {columns: number[]; old: Column; column: Column; slots: Uint32Array; values: Float64Array}[] = [];
	for (const [index, column] of next.columns.entries()) {
		const old = previous.columns[index] ?? column;
		// Columns that were one array and are one array have the same changes.
		let group = groups.find(known => known.old === old && known.column === column);
		if (!group) {
			const count = old === column && !rows ? 0 : findChanged(old, column, segments, changed, values);
			group = {columns: [], old, column, slots: changed.slice(0, count), values: values.slice(0, count)};
			groups.push(group);
		}

		group.columns.push(index);
		columns.push(rows || group.slots.length > 0 ? column : old);
	}

	const [first] = columns;
	return {
		// The keys of blocks are their first column: where that is kept, its older array is.
		table: {
			count: next.count,
			keys: next.keys === next.columns[0] && first instanceof Float64Array ? first : next.keys,
			columns,
		},
		rows,
		groups: groups.filter(({slots}) => slots.length > 0),
	};
}

/** A run of rows whose rows before are a run as well. */
type Segment = {
	readonly row: number;
	/** -1 where there are no rows before. */
	readonly origin: number;
	readonly length: number;
};

function toSegments(rows: Int32Array | undefined, count: number): readonly Segment[] {
	if (!rows) {
		return [{row: 0, origin: 0, length: count}];
	}

	const segments: Segment[] = [];
	for (let row = 0; row < count; ) {
		const origin = rows[row] ?? -1;
		let end = row + 1;
		while (end < count && rows[end] === (origin < 0 ? -1 : origin + end - row)) {
			end++;
		}

		segments.push({row, origin, length: end - row});
		row = end;
	}

	return segments;
}

/** Finds the rows of a column that are not as before, and what they are; gives back how many. */
function findChanged(
	old: Column,
	column: Column,
	segments: readonly Segment[],
	changed: Uint32Array,
	values: Float64Array,
): number {
	const isBytes = old instanceof Uint8Array || column instanceof Uint8Array;
	const width = isBytes ? 1 : column.BYTES_PER_ELEMENT / 4;
	const olds = isBytes ? old : toWords(old);
	const news = isBytes ? column : toWords(column);
	let count = 0;
	for (const segment of segments) {
		count =
			olds instanceof Uint32Array && news instanceof Uint32Array
				? findChangedWords(olds, news, width, segment, changed, count)
				: findChangedBytes(olds, news, segment, changed, count);
	}

	for (let cell = 0; cell < count; cell++) {
		values[cell] = column[changed[cell] ?? 0] ?? 0;
	}

	return count;
}

function toWords({buffer, byteOffset, byteLength}: Column): Uint32Array<ArrayBuffer> {
	return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/** Compares words, a double as two of them: that takes a fraction of comparing doubles, and equal NaN are equal. */
function findChangedWords(
	olds: Uint32Array,
	news: Uint32Array,
	width: number,
	{row: firstRow, origin, length}: Segment,
	changed: Uint32Array,
	found: number,
): number {
	const end = (firstRow + length) * width;
	const shift = (origin - firstRow) * width;
	let count = found;
	for (let word = firstRow * width; word < end; word++) {
		const before = origin < 0 ? 0 : olds[word + shift];
		if (before !== news[word]) {
			const row = Math.floor(word / width);
			changed[count] = row;
			count++;
			word = (row + 1) * width - 1;
		}
	}

	return count;
}

function findChangedBytes(
	olds: Column,
	news: Column,
	{row: firstRow, origin, length}: Segment,
	changed: Uint32Array,
	found: number,
): number {
	let count = found;
	for (let row = firstRow; row < firstRow + length; row++) {
		const before = origin < 0 ? 0 : olds[origin + row - firstRow];
		if (before !== news[row]) {
			changed[count] = row;
			count++;
		}
	}

	return count;
}
