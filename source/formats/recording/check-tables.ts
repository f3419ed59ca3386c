import {refuse} from '../json-value.ts';
import type {Query} from './query.ts';

/** The tables that are read. */
const tables = ['snapshot', 'state', 'block', 'region', 'summary', 'counter', 'text', 'type'] as const;

/**
 * Makes sure that the tables are plain ones: behind the name of a table, a view or a computed column could do anything
 * when it is read. Throws a SyntaxError.
 */
export function checkTables(query: Query): void {
	for (const table of tables) {
		// A virtual table has no page of its own.
		const sql = "SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'table' AND rootpage > 0";
		if ([...query(sql, table)].length !== 1) {
			refuse(table, 'a table');
		}

		const computed = [...query('SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 0 LIMIT 1', table)];
		if (computed.length > 0) {
			refuse(table, 'a table without computed columns');
		}
	}
}
