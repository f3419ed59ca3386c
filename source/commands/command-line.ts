import {diffFormats, isDiffFormat} from '../formats/diff/diff-format.ts';
import {isRecordingName} from '../formats/recording/recording-name.ts';
import {formatOfFile, isSnapshotFormat, snapshotFormats} from '../formats/snapshot-format.ts';
import {type ParsedArguments, parseArguments} from './arguments.ts';
import {type Command, processListFormats} from './command.ts';
import {usageError} from './command-error.ts';
import {
	allowFlags,
	allowInput,
	listFormats,
	parseDuration,
	parseInterval,
	parseJcmd,
	parseViewOptions,
	requireFormat,
} from './command-options.ts';
import {parseGrowthLimit} from './growth-limit.ts';

/** Understands the arguments after the program's name. Throws where there is anything too many, missing or unknown. */
export function parseCommandLine(commandLine: readonly string[]): Command {
	const parsed = parseArguments(commandLine);
	const {input, values, help} = parsed;
	if (values.has('help')) {
		return {kind: 'help', text: help};
	}

	if (values.has('version')) {
		return {kind: 'version'};
	}

	if (values.has('p')) {
		return parseVmmapScan(parsed);
	}

	if (values.has('o')) {
		allowFlags(values, 'with -o', ['o']);
		allowInput(input, 0);
		return {kind: 'open', file: values.get('o') ?? '', intervalSeconds: parseInterval(values)};
	}

	switch (input[0]) {
		case 'snapshot':
			return parseSnapshot(parsed);
		case 'processes':
			return parseProcesses(parsed);
		case 'record':
			return parseRecord(parsed);
		case 'diff':
			return parseDiff(parsed);
		default:
			return parseView(parsed);
	}
}

function parseView({input, values}: ParsedArguments): Command {
	allowFlags(values, 'with a view', ['interval', 'history']);
	allowInput(input, 1);
	const [target] = input;
	const options = parseViewOptions(values);
	return target === undefined ? {kind: 'pick', ...options} : {kind: 'view', target, ...options};
}

function parseSnapshot({input, values}: ParsedArguments): Command {
	allowFlags(values, 'with snapshot', ['format', 'output', 'jcmd']);
	allowInput(input, 2);
	const target = input[1];
	if (target === undefined) {
		throw usageError('The command snapshot needs a pid, the name of a process or a file.');
	}

	const format = values.get('format');
	const file = values.get('output');
	if (format !== undefined && !isSnapshotFormat(format)) {
		throw usageError(`There is no format ${format}: a snapshot is written as ${listFormats(snapshotFormats)}.`);
	}

	const asked = parseJcmd(values);
	if (file === undefined) {
		return {kind: 'snapshot', target, format: format ?? 'json', ...asked};
	}

	return {kind: 'snapshot', target, format: format ?? requireFormat(file), file, ...asked};
}

function parseProcesses({input, values}: ParsedArguments): Command {
	allowFlags(values, 'with processes', ['format', 'output']);
	allowInput(input, 1);
	const file = values.get('output');
	const format = values.get('format') ?? (file === undefined ? 'txt' : formatOfFile(file)) ?? 'txt';
	if (format !== 'txt' && format !== 'json') {
		throw usageError(
			`There is no format ${format} here: the processes are written as ${listFormats(processListFormats)}.`,
		);
	}

	return {kind: 'processes', format, ...(file !== undefined && {file})};
}

function parseRecord({input, values}: ParsedArguments): Command {
	allowFlags(values, 'with record', ['output', 'interval', 'duration', 'jcmd']);
	allowInput(input, 2);
	const target = input[1];
	const file = values.get('output');
	if (target === undefined) {
		throw usageError('The command record needs a pid or the name of a process.');
	}

	if (file === undefined) {
		throw usageError('The command record needs --output FILE.vmmap.');
	}

	if (!isRecordingName(file)) {
		throw usageError(`A recording is kept in a file whose name ends in .vmmap, and ${file} does not.`);
	}

	return {
		kind: 'record',
		target,
		file,
		intervalSeconds: parseInterval(values),
		durationSeconds: parseDuration(values),
		...parseJcmd(values),
	};
}

function parseDiff({input, values, maxGrowth}: ParsedArguments): Command {
	allowFlags(values, 'with diff', ['format', 'output', 'maxGrowth']);
	allowInput(input, 3);
	const [, before, after] = input;
	if (before === undefined || after === undefined) {
		throw usageError('The command diff needs what was before and what is after, each a file or a pid.');
	}

	const file = values.get('output');
	const format = values.get('format') ?? (file === undefined ? 'txt' : requireFormat(file));
	if (!isDiffFormat(format)) {
		throw usageError(`There is no format ${format} here: a diff is written as ${listFormats(diffFormats)}.`);
	}

	const limits = maxGrowth.map(parseGrowthLimit);
	return {kind: 'diff', before, after, format, ...(file !== undefined && {file}), limits};
}

/** `-p <pid | name> [FILE]`: a view, or one snapshot into a file. */
function parseVmmapScan({input, values}: ParsedArguments): Command {
	allowInput(input, 1);
	const target = values.get('p') ?? '';
	const [file] = input;
	if (file === undefined) {
		allowFlags(values, 'with -p', ['p', 'interval', 'history']);
		return {kind: 'view', target, ...parseViewOptions(values)};
	}

	allowFlags(values, 'with -p and a file', ['p']);
	// VMMap's own format is meant where a name says none, as VMMap has it.
	const name = /\.[^./\\]+$/.test(file) ? file : `${file}.mmp`;
	return {kind: 'snapshot', target, format: requireFormat(name), file: name};
}
