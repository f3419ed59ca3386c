import {readTable, type TableRow} from './read-table.ts';
import type {CsvRecord} from './split-records.ts';

/** The parts of the file, in their order. */
export type Tables = {
	readonly name: string;
	/** Undefined where the file leaves it empty. */
	readonly pid: number | undefined;
	readonly types: readonly TableRow[];
	/** That of the table of regions. */
	readonly headerLine: number;
	/** Read from the file as they are asked for. */
	readonly regions: Iterable<TableRow>;
};

/** Lines before the table of regions; VMMap has 15. */
const mostLinesBefore = 1000;

/** Finds process, table of types and table of regions. Throws a SyntaxError where one of them is not there. */
export function findTables(records: Generator<CsvRecord>): Tables {
	const preamble = readUntil(records, record => isTypeHeader(record) || isRegionHeader(record));
	if (!(preamble.end && isTypeHeader(preamble.end))) {
		throw new SyntaxError(
			'it has no line with "Type" and "Size" but no "Address": the table of types of a CSV of VMMap',
		);
	}

	const types = readUntil(records, isRegionHeader);
	if (!types.end) {
		throw new SyntaxError(
			'it has no line with "Address", "Type" and "Size" behind the table of types: the table of regions of a CSV of VMMap',
		);
	}

	return {
		...readPreamble(preamble.before),
		types: types.before.map(readTable(preamble.end)),
		headerLine: types.end.line,
		regions: readRows(records, readTable(types.end)),
	};
}

function* readRows(records: Iterable<CsvRecord>, toRow: (record: CsvRecord) => TableRow): Generator<TableRow> {
	for (const record of records) {
		yield toRow(withoutFormulaMarks(record));
	}
}

/** The records before the first that `isEnd`, and that one, which is undefined where there is none. */
function readUntil(
	records: Generator<CsvRecord>,
	isEnd: (record: CsvRecord) => boolean,
): {readonly before: readonly CsvRecord[]; readonly end: CsvRecord | undefined} {
	const before: CsvRecord[] = [];
	for (;;) {
		const {done, value} = records.next();
		if (done) {
			return {before, end: undefined};
		}

		if (isEnd(value)) {
			return {before, end: value};
		}

		if (before.length === mostLinesBefore) {
			throw new SyntaxError(`line ${value.line}: the table of regions of a CSV of VMMap begins further above`);
		}

		before.push(withoutFormulaMarks(value));
	}
}

function isTypeHeader({cells}: CsvRecord): boolean {
	return cells.includes('Type') && cells.includes('Size') && !cells.includes('Address');
}

function isRegionHeader({cells}: CsvRecord): boolean {
	return cells.includes('Type') && cells.includes('Size') && cells.includes('Address');
}

function readPreamble(records: readonly CsvRecord[]): Pick<Tables, 'name' | 'pid'> {
	const recordOf = (key: string): CsvRecord | undefined => records.find(({cells}) => cells[0] === key);
	const pid = recordOf('PID:');
	if (!/^\d{0,10}$/.test(pid?.cells[1] ?? 'none')) {
		throw new SyntaxError(`${pid ? `line ${pid.line}: ` : ''}"PID:" must be followed by the id of a process`);
	}

	return {name: recordOf('Process:')?.cells[1] ?? '', pid: pid?.cells[1] ? Number(pid.cells[1]) : undefined};
}

/** Our own CSV has a ' before what a spreadsheet would take for a formula: `'---p`. */
function withoutFormulaMarks({line, cells}: CsvRecord): CsvRecord {
	return {line, cells: cells.map(cell => (cell.startsWith("'") ? cell.replace(/^'(?=[=+\-@])/, '') : cell))};
}
