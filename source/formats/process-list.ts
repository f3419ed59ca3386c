import {formatSize} from '../model/format.ts';
import {escapeText} from '../model/text.ts';
import {quoteJson, quoteText} from './quote-text.ts';
import {layOutTable} from './text-table.ts';

/** A process as the list has it. Sizes are in bytes; what cannot be read is missing. */
export type ListedProcess = {
	readonly pid: number;
	readonly name: string;
	readonly command?: string;
	readonly user?: string;
	readonly privateBytes?: number;
	readonly residentBytes?: number;
	readonly architecture?: string;
};

/** Wide enough for every size in K; a file has no edge. */
const anyWidth = 30;

/** The processes as an aligned table: sizes in K of 1,024 bytes, nothing is 0 and `?` is unknown. */
export function* writeProcessesTxt(processes: readonly ListedProcess[]): Generator<string> {
	const table = layOutTable([
		{header: 'PID', align: 'right'},
		{header: 'Name', align: 'left'},
		{header: 'User', align: 'left'},
		{header: 'Private', align: 'right'},
		{header: 'Resident', align: 'right'},
		{header: 'Arch', align: 'left'},
		{header: 'Command', align: 'left'},
	]);
	const rows = processes.map(({pid, name, user, privateBytes, residentBytes, architecture, command}) => [
		String(pid),
		escapeText(name),
		escapeText(user ?? '?'),
		formatSize(privateBytes, anyWidth),
		formatSize(residentBytes, anyWidth),
		architecture ?? '?',
		escapeText(command ?? ''),
	]);
	for (const row of rows) {
		table.measure(row);
	}

	yield table.writeHeading();
	yield* rows.map(table.writeRow);
}

/** The processes as JSON, one line each: docs/json.md. `time` is in milliseconds since 1970. */
export function* writeProcessesJson(processes: readonly ListedProcess[], time: number): Generator<string> {
	yield `{\n"format": "vmmap-tui/processes",\n"version": 1,\n"time": ${quoteText(new Date(time).toISOString())},\n`;
	const lines = processes.map(({pid, name, command, user, privateBytes, residentBytes, architecture}) =>
		quoteJson({pid, name, command, user, privateBytes, residentBytes, architecture}),
	);
	yield `"processes": [\n${lines.join(',\n')}\n]\n}\n`;
}
