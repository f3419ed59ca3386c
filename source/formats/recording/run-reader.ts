import type {NumberColumn} from '../../model/snapshot.ts';
import {refuse} from '../json-value.ts';
import {firstRow, type Query} from './query.ts';
import {isOutOfRange} from './recording-error.ts';
import {quoteName} from './schema.ts';
import {nodesOfSnapshot} from './snapshot-tree.ts';
import {fromSqlAddress} from './sql-value.ts';

export type RunRequest = {
	readonly table: 'block' | 'region';
	/** The number of the snapshot. */
	readonly number: number;
	/** How many rows there must be. */
	readonly count: number;
	/** The columns to read besides `address`. */
	readonly columns: readonly string[];
	/** Bytes of the file: what it cannot have is not waited for, and no memory is taken for it. */
	readonly fileSize: number;
};

/** The rows of one snapshot, ascending by address. NULL is NaN. */
export type StoredRows = {
	readonly address: NumberColumn;
	readonly columns: ReadonlyMap<string, NumberColumn>;
};

/** Less than any row takes in the file. */
const smallestRow = 16;

/** As many numbers as 2,000,000 blocks have with every field of smaps. */
const mostNumbers = 100_000_000;

/** Takes the nodes of a snapshot. */
const atNodes = `node IN (${nodesOfSnapshot(1)
	.map(() => '?')
	.join(', ')})`;

/** Reads the rows of one snapshot. Throws a SyntaxError that says what is wrong. */
export function readRuns(query: Query, request: RunRequest): StoredRows {
	const {table, number, count, columns, fileSize} = request;
	const mostRows = Math.ceil(fileSize / smallestRow);
	// In a damaged file, pages may lead in circles: rows are counted, up to the limit, before any is read.
	const sql = `SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${atNodes} LIMIT ?)`;
	const visited = firstRow(query(sql, ...nodesOfSnapshot(number), mostRows))?.[0];
	if (Math.max(count, Number(visited)) >= mostRows || count * (1 + columns.length) > mostNumbers) {
		return refuse(`the number of rows in ${table}`, 'one that the file has room for');
	}

	try {
		return readColumns(query, request, quoteName);
	} catch (error) {
		if (!isOutOfRange(error)) {
			throw error;
		}

		return readColumns(query, request, asDouble);
	}
}

/** Node gives no integer from 2^53 up, but as the size of whole pages it is exact as a double. */
function asDouble(column: string): string {
	const name = quoteName(column);
	return `CASE typeof(${name}) WHEN 'integer' THEN CAST(${name} AS REAL) ELSE ${name} END`;
}

function readColumns(
	query: Query,
	{table, number, count, columns}: RunRequest,
	selectColumn: (column: string) => string,
): StoredRows {
	const names = ['address', ...columns];
	const sql = `SELECT ${names.map(selectColumn).join(', ')} FROM ${table} WHERE ${atNodes}
		AND first <= ? AND (last IS NULL OR last >= ?) ORDER BY address < 0, address`;
	const values = names.map(() => new Float64Array(count));
	let row = 0;
	for (const stored of query(sql, ...nodesOfSnapshot(number), number, number)) {
		for (let index = 0; index < values.length; index++) {
			const value = stored[index];
			if (typeof value !== 'number' && value !== null) {
				return refuse(`${table}.${names[index]}`, 'a number');
			}

			const column = values[index];
			if (column) {
				column[row] = value ?? Number.NaN;
			}
		}

		row++;
	}

	if (row !== count) {
		return refuse(table, `a table with ${count} rows for snapshot ${number}, not ${row}`);
	}

	const [address = new Float64Array(0), ...rest] = values;
	return {
		address: address.map(fromSqlAddress),
		columns: new Map(columns.map((name, index) => [name, rest[index] ?? new Float64Array(0)])),
	};
}
