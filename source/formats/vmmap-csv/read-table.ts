import {unknownCell} from '../csv.ts';
import {readCount, readSize} from './read-cells.ts';
import type {CsvRecord} from './split-records.ts';

/** A row of a table, by the headers of its columns. Numbers are undefined where the table has no such column, or `?`. */
export type TableRow = {
	readonly line: number;
	readonly text: (header: string) => string | undefined;
	/** From KB, in bytes. Throws a SyntaxError. */
	readonly size: (header: string) => number | undefined;
	/** Throws a SyntaxError. */
	readonly count: (header: string) => number | undefined;
};

/** Gives what reads the rows of a table below `header`. A row must have a cell for each column. */
export function readTable({line: headerLine, cells: headers}: CsvRecord): (record: CsvRecord) => TableRow {
	// The comma behind the last header makes an empty one.
	const names = headers.at(-1) === '' ? headers.slice(0, -1) : headers;
	const places = new Map(names.map((name, index) => [name, index]));
	if (places.size < names.length) {
		throw new SyntaxError(`line ${headerLine}: two columns have the same name`);
	}

	return ({line, cells}) => {
		if (cells.length !== names.length) {
			throw new SyntaxError(
				`line ${line}: there must be ${names.length} cells, as many as columns, and there are ${cells.length}`,
			);
		}

		const text = (header: string): string | undefined => cells[places.get(header) ?? -1];
		const read = (
			header: string,
			toNumber: (cell: string, column: string, line: number) => number,
		): number | undefined => {
			const cell = text(header);
			return cell === undefined || cell === unknownCell ? undefined : toNumber(cell, header, line);
		};
		return {line, text, size: header => read(header, readSize), count: header => read(header, readCount)};
	};
}
