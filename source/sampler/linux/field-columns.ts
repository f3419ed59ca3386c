import type {NumberColumn} from '../../model/snapshot.ts';
import {resizeColumn} from './vma-rows.ts';

/**
 * The columns of smaps fields while they are filled, by the number of a field. Most fields are 0 in most rows, so a
 * column comes into being with the first other value.
 */
export type FieldColumns = {
	readonly columns: (NumberColumn | undefined)[];
	/** Starts with no fields, and columns that have room for `capacity` rows. */
	readonly begin: (capacity: number) => void;
	readonly grow: (capacity: number) => void;
	/** Adds a field that is unknown in the rows before `row`. */
	readonly addField: (row: number) => void;
	/** Gives a field its column. */
	readonly addColumn: (field: number) => NumberColumn;
	readonly store: (field: number, row: number, value: number) => void;
};

export function createFieldColumns(): FieldColumns {
	const columns: (NumberColumn | undefined)[] = [];
	let capacity = 0;

	function begin(newCapacity: number): void {
		capacity = newCapacity;
		columns.length = 0;
	}

	function grow(newCapacity: number): void {
		capacity = newCapacity;
		for (const [field, column] of columns.entries()) {
			columns[field] = column && resizeColumn(column, newCapacity);
		}
	}

	function addField(row: number): void {
		columns.push(row === 0 ? undefined : new Float64Array(capacity).fill(Number.NaN, 0, row));
	}

	function addColumn(field: number): NumberColumn {
		const column = new Float64Array(capacity);
		columns[field] = column;
		return column;
	}

	function store(field: number, row: number, value: number): void {
		const column = columns[field];
		if (column) {
			column[row] = value;
		} else if (value !== 0) {
			addColumn(field)[row] = value;
		}
	}

	return {columns, begin, grow, addField, addColumn, store};
}

/** Names finished columns of `count` rows. Those of fields that are 0 everywhere are one array. */
export function nameColumns(
	names: readonly string[],
	{columns}: FieldColumns,
	count: number,
): Readonly<Record<string, NumberColumn>> {
	const zeros = new Float64Array(count);
	// Without a prototype, so that a field with a name like `toString` is a field like any other.
	const result: Record<string, NumberColumn> = Object.create(null);
	for (const [field, name] of names.entries()) {
		const column = columns[field];
		result[name] = column ? resizeColumn(column, count) : zeros;
	}

	return result;
}
