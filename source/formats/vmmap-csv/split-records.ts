/** One line of a CSV file that is not empty. */
export type CsvRecord = {
	/** From 1. */
	readonly line: number;
	readonly cells: readonly string[];
};

/** A cell in quotes, where "" is one quote, or one without; then a comma or the end of the line. */
const cellPattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/**
 * The lines of a CSV file as cells. VMMap ends a line with CR CR LF and a line of headers with one comma more.
 *
 *   "001A0000","Thread Stack","1,024","244","244","40","40","","","","3","Read/Write/Guard","Thread ID: 34888"
 *
 * Throws a SyntaxError for a quote that does not end on its line.
 */
export function* splitRecords(text: string): Generator<CsvRecord> {
	let line = 0;
	for (let start = 0; start < text.length; ) {
		line++;
		const end = text.indexOf('\n', start);
		const content = text.slice(start, end === -1 ? text.length : end).replace(/\r+$/, '');
		start = end === -1 ? text.length : end + 1;
		if (content !== '') {
			yield {line, cells: splitLine(content, line)};
		}
	}
}

function splitLine(content: string, line: number): readonly string[] {
	const cells: string[] = [];
	cellPattern.lastIndex = 0;
	for (;;) {
		const match = cellPattern.exec(content);
		if (!match) {
			throw new SyntaxError(`line ${line}: a cell must be in quotes that end before the next comma`);
		}

		const [, quoted, plain = '', end] = match;
		cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end === '') {
			return cells;
		}
	}
}
