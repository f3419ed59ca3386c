import {refuse} from '../json-value.ts';
import {firstRow, type Query} from './query.ts';
import {fromSqlText} from './sql-value.ts';

/** Reads texts by their rows in the table `text`. */
export type TextReader = {
	/** Throws a SyntaxError where there is no such text. */
	readonly textOf: (row: unknown) => string;
};

/** In bytes: longer than the longest arguments that Linux starts a program with (6 MB). */
const longestText = 8 * 1024 * 1024;

/** In UTF-16 units. Texts that many snapshots share are kept, but not without end. */
const mostKept = 32 * 1024 * 1024;

export function createTextReader(query: Query): TextReader {
	const texts = new Map<number, string>();
	let kept = 0;

	return {
		textOf(row) {
			if (typeof row !== 'number') {
				return refuse('text', 'given by the number of its row');
			}

			const known = texts.get(row);
			if (known !== undefined) {
				return known;
			}

			const sql = 'SELECT text FROM text WHERE id = ? AND octet_length(text) <= ?';
			const text = fromSqlText(firstRow(query(sql, row, longestText))?.[0]);
			if (text === undefined) {
				return refuse(`text ${row}`, `there, with no more than ${longestText} bytes`);
			}

			if (kept > mostKept) {
				texts.clear();
				kept = 0;
			}

			texts.set(row, text);
			kept += text.length;
			return text;
		},
	};
}
