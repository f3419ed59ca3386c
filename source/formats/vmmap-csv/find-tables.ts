import {readTable, type TableRow} from './read-table.ts';
import {type CsvRecord, splitRecords} from './split-records.ts';

/** The parts of the file, in their order. */
export type Tables = {
	readonly name: string;
	/** Undefined where the file leaves it empty. */
	readonly pid: number | undefined;
	readonly types: readonly TableRow[];
	readonly regions: readonly TableRow[];
};

/** Finds process, table of types and table of regions. Throws a SyntaxError where one of them is not there. */
export function findTables(text: string): Tables {
	const records = [...splitRecords(text)].map(withoutFormulaMarks);
	const typeHeader = records.findIndex(({cells}) => cells[0] === 'Type' && cells[1] === 'Size');
	const regionHeader = records.findIndex(({cells}) => cells[0] === 'Address' && cells[1] === 'Type');
	if (typeHeader === -1) {
		throw new SyntaxError('it has no line that begins with "Type","Size": the table of types of a CSV of VMMap');
	}

	if (regionHeader < typeHeader) {
		throw new SyntaxError(
			'it has no line that begins with "Address","Type" behind the table of types: the table of regions of a CSV of VMMap',
		);
	}

	return {
		...readPreamble(records.slice(0, typeHeader)),
		types: readRows(records.slice(typeHeader, regionHeader)),
		regions: readRows(records.slice(regionHeader)),
	};
}

function readRows([header, ...records]: readonly CsvRecord[]): readonly TableRow[] {
	return header ? records.map(readTable(header)) : [];
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
	return {line, cells: cells.map(cell => cell.replace(/^'(?=[=+\-@])/, ''))};
}
