import type {DatabaseSync} from 'node:sqlite';
import type {TextColumn} from '../../model/snapshot.ts';
import {toSqlText} from './sql-value.ts';

/** Writes texts into the table `text`, each once in a recording. */
export type TextWriter = {
	/** The row of a text; one is added where the recording has none yet. */
	readonly rowOf: (text: string) => number;
	/** The rows of the texts of one snapshot: a function that turns a column of it into one of the file. */
	readonly translate: (strings: readonly string[]) => (column: TextColumn) => Uint32Array;
};

export function createTextWriter(database: DatabaseSync): TextWriter {
	const insert = database.prepare('INSERT INTO text VALUES (?, ?)');
	const rows = new Map<string, number>();
	const rowOf = (text: string): number => {
		const known = rows.get(text);
		if (known !== undefined) {
			return known;
		}

		const row = rows.size;
		insert.run(row, toSqlText(text));
		rows.set(text, row);
		return row;
	};

	return {
		rowOf,
		translate(strings) {
			// A text that no column points to is not written.
			const rowsOfStrings = new Int32Array(strings.length).fill(-1);
			return column => {
				const translated = new Uint32Array(column.length);
				for (let index = 0; index < column.length; index++) {
					const string = column[index] ?? 0;
					let row = rowsOfStrings[string] ?? -1;
					if (row === -1) {
						row = rowOf(strings[string] ?? '');
						rowsOfStrings[string] = row;
					}

					translated[index] = row;
				}

				return translated;
			};
		},
	};
}
