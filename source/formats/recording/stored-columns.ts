import {createColumnPool} from '../../model/linux/column-pool.ts';
import type {StoredMeasure} from '../../model/measure.ts';
import type {NumberColumn, TextColumn} from '../../model/snapshot.ts';
import {refuse} from '../json-value.ts';
import type {RunRequest, StoredRows} from './run-reader.ts';
import {measureColumns} from './schema.ts';

/** The columns of one snapshot's rows, as a snapshot has them. Each throws a SyntaxError that says what is wrong. */
export type StoredColumns = {
	readonly has: (name: string) => boolean;
	readonly texts: (name: string) => TextColumn;
	/** Numbers from 0 up, and NaN. */
	readonly numbers: (name: string) => NumberColumn;
	/** The measures that there are, each in the column of its name after `prefix`. */
	readonly measures: (prefix: string) => Partial<Record<StoredMeasure, NumberColumn>>;
};

/** `toTexts` turns rows of the file's texts into rows of the snapshot's. */
export function createStoredColumns(
	table: RunRequest['table'],
	{address, columns}: StoredRows,
	toTexts: (column: NumberColumn) => TextColumn,
): StoredColumns {
	// Most columns are zero in every row and several are equal: each content is kept once, as a sampler keeps it.
	const {share} = createColumnPool(address.length);
	const stored = (name: string): NumberColumn =>
		columns.get(name) ?? refuse(`the list of columns of ${table}`, `one with ${name} in it`);
	const numbers = (name: string): NumberColumn => {
		const column = stored(name);
		return column.some(value => value < 0 || value === Number.POSITIVE_INFINITY)
			? refuse(`${table}.${name}`, 'a number, 0 or more')
			: share(column);
	};

	return {
		has: name => columns.has(name),
		texts: name => toTexts(stored(name)),
		numbers,
		measures: prefix =>
			Object.fromEntries(
				measureColumns
					.map(({measure, column}) => ({measure, name: `${prefix}${column}`}))
					.filter(({name}) => columns.has(name))
					.map(({measure, name}) => [measure, numbers(name)]),
			),
	};
}
