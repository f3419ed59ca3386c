import type {DatabaseSync, SQLInputValue, StatementSync} from 'node:sqlite';

/** The values of a row in the order in which they were asked for. */
export type SqlRow = readonly unknown[];

/** Asks for rows. They come one after the other, so that a caller can stop; statements are prepared once. */
export type Query = (sql: string, ...values: readonly SQLInputValue[]) => Iterable<SqlRow>;

/** Asks `database`, which must have been opened with `returnArrays`. */
export function createQuery(database: DatabaseSync): Query {
	const statements = new Map<string, StatementSync>();
	return function* query(sql, ...values) {
		const statement = statements.get(sql) ?? database.prepare(sql);
		statements.set(sql, statement);
		for (const row of statement.iterate(...values) as Iterable<unknown>) {
			yield Array.isArray(row) ? row : [];
		}
	};
}

/** The first row; undefined where there is none. */
export function firstRow(rows: Iterable<SqlRow>): SqlRow | undefined {
	for (const row of rows) {
		return row;
	}

	return undefined;
}
