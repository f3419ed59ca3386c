import type {CsvRecord} from './split-records.ts';

/** A row of a table, by the headers of its columns. */
export type TableRow = {
	readonly line: number;
	/** The cell under a header; undefined where the table has no such column. */
	readonly cell: (header: string) => string | undefined;
};

/** Gives what reads the rows of a table below `header`. A row must have a cell for each column. */
export function readTable({cells: headers}: CsvRecord): (record: CsvRecord) => TableRow {
	// The comma behind the last header makes an empty one.
	const names = headers.at(-1) === '' ? headers.slice(0, -1) : headers;
	const places = new Map(names.map((name, index) => [name, index]));
	return ({line, cells}) => {
		if (cells.length !== names.length) {
			throw new SyntaxError(
				`line ${line}: there must be ${names.length} cells, as many as columns, and there are ${cells.length}`,
			);
		}

		return {
			line,
			cell(header) {
				const place = places.get(header);
				return place === undefined ? undefined : cells[place];
			},
		};
	};
}
