import type {Line} from './read-lines.ts';

/** One line of a CSV file that is not empty. */
export type CsvRecord = {
	/** From 1. */
	readonly line: number;
	readonly cells: readonly string[];
};

/** VMMap has 13 columns; who adds some to a file has fewer than this. */
const mostCells = 64;

/**
 * The lines of a CSV file as cells. VMMap ends a line of headers with one comma more.
 *
 *   "001A0000","Thread Stack","1,024","244","244","40","40","","","","3","Read/Write/Guard","Thread ID: 34888"
 *
 * Throws a SyntaxError for a quote that does not end on its line.
 */
export function* splitRecords(lines: Iterable<Line>): Generator<CsvRecord> {
	for (const line of lines) {
		yield {line: line.line, cells: splitLine(line)};
	}
}

function splitLine({line, content}: Line): readonly string[] {
	const cells: string[] = [];
	let start = 0;
	const refuse = (reason: string): never => {
		throw new SyntaxError(`line ${line}, column ${start + 1}: ${reason}`);
	};
	for (;;) {
		const isQuoted = content[start] === '"';
		const end = isQuoted ? findQuotedEnd(content, start) : findPlainEnd(content, start);
		if (end === undefined) {
			return refuse('a cell must be in quotes that end before the next comma');
		}

		if (cells.length === mostCells) {
			return refuse(`there are more than ${mostCells} cells`);
		}

		cells.push(isQuoted ? content.slice(start + 1, end - 1).replaceAll('""', '"') : content.slice(start, end));
		if (end === content.length) {
			return cells;
		}

		start = end + 1;
	}
}

/** Where the cell that a quote begins at `start` ends; undefined where no comma follows its other quote. */
function findQuotedEnd(content: string, start: number): number | undefined {
	let quote = content.indexOf('"', start + 1);
	while (quote !== -1 && content[quote + 1] === '"') {
		quote = content.indexOf('"', quote + 2);
	}

	const end = quote + 1;
	return quote !== -1 && (end === content.length || content[end] === ',') ? end : undefined;
}

/** Where the cell without quotes ends that begins at `start`; undefined where there is a quote in it. */
function findPlainEnd(content: string, start: number): number | undefined {
	const comma = content.indexOf(',', start);
	const end = comma === -1 ? content.length : comma;
	const quote = content.indexOf('"', start);
	return quote === -1 || quote > end ? end : undefined;
}
