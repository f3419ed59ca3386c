import {type DiffFormat, diffFormats, isDiffFormat} from '../formats/diff/diff-format.ts';
import {isRecordingName} from '../formats/recording/recording-name.ts';
import {formatOfFile, isSnapshotFormat, type SnapshotFormat, snapshotFormats} from '../formats/snapshot-format.ts';
import {parseSize} from '../model/format.ts';
import {type FlagName, type ParsedArguments, parseArguments, writeFlag} from './arguments.ts';
import {usageError} from './command-error.ts';
import {type GrowthLimit, parseGrowthLimit} from './growth-limit.ts';

/** What the user asks for. A `target` is a pid, the name of a process, or a file. */
export type Command =
	| {readonly kind: 'help'; readonly text: string}
	| {readonly kind: 'version'}
	| ViewCommand
	| ({readonly kind: 'snapshot'} & SnapshotCommand)
	| ({readonly kind: 'processes'} & ProcessesCommand)
	| ({readonly kind: 'record'} & RecordCommand)
	| ({readonly kind: 'diff'} & DiffCommand);

/** A command that opens the screen. */
export type ViewCommand = {
	readonly intervalSeconds: number;
	/** What the history may take in bytes, where the user says. */
	readonly historyBytes?: number;
} & (
	| {readonly kind: 'pick'}
	| {readonly kind: 'view'; readonly target: string}
	| {readonly kind: 'open'; readonly file: string}
);

/** Without a file it is standard output that is written to. */
export type SnapshotCommand = {
	readonly target: string;
	readonly format: SnapshotFormat;
	readonly file?: string;
	/** Whether the JVM is asked what its memory is. */
	readonly asksJvm?: boolean;
};

export type ProcessesCommand = {readonly format: ProcessListFormat; readonly file?: string};

export type RecordCommand = {
	readonly target: string;
	readonly file: string;
	readonly intervalSeconds: number;
	/** Without it, until the process ends or the user stops it. */
	readonly durationSeconds: number | undefined;
	/** Whether the JVM is asked once, at the beginning, what its memory is. */
	readonly asksJvm?: boolean;
};

/** Each side is a pid, the name of a process or a file. Without a file it is standard output that is written to. */
export type DiffCommand = {
	readonly before: string;
	readonly after: string;
	readonly format: DiffFormat;
	readonly file?: string;
	readonly limits: readonly GrowthLimit[];
};

export const processListFormats = ['txt', 'json'] as const;

export type ProcessListFormat = (typeof processListFormats)[number];

const defaultIntervalSeconds = 1;

/** In bytes. Less does not hold two snapshots of a large process. */
const leastHistory = 1024 * 1024;

/** Eyes follow no shorter interval; a longer one than an hour is no live view. */
const intervalLimits = {min: 0.1, max: 3600};

/** What a timer of Node can wait for is 2^31 milliseconds, a little more than 24 days. */
const durationLimits = {min: 0.1, max: 24 * 24 * 3600};

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

function parseViewOptions(values: ParsedArguments['values']): Pick<ViewCommand, 'intervalSeconds' | 'historyBytes'> {
	const intervalSeconds = parseInterval(values);
	const text = values.get('history');
	if (text === undefined) {
		return {intervalSeconds};
	}

	const historyBytes = parseSize(text);
	if (historyBytes === undefined || historyBytes < leastHistory) {
		throw usageError(`The history ${text} is no size from 1M, such as 64M or 2G.`);
	}

	return {intervalSeconds, historyBytes};
}

function parseJcmd(values: ParsedArguments['values']): {readonly asksJvm?: boolean} {
	return values.has('jcmd') ? {asksJvm: true} : {};
}

function parseInterval(values: ParsedArguments['values']): number {
	const text = values.get('interval');
	return text === undefined ? defaultIntervalSeconds : parseSeconds(text, 'interval', intervalLimits);
}

function parseDuration(values: ParsedArguments['values']): number | undefined {
	const text = values.get('duration');
	return text === undefined ? undefined : parseSeconds(text, 'duration', durationLimits);
}

function parseSeconds(text: string, what: string, {min, max}: {readonly min: number; readonly max: number}): number {
	const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(seconds >= min && seconds <= max)) {
		throw usageError(`The ${what} ${text} is no number of seconds from ${min} to ${max}.`);
	}

	return seconds;
}

function requireFormat(file: string): SnapshotFormat {
	const format = formatOfFile(file);
	if (format === undefined) {
		const extensions = snapshotFormats.map(name => `.${name}`);
		throw usageError(`The name ${file} does not say a format: end it in ${listFormats(extensions)}.`);
	}

	return format;
}

function allowFlags(values: ParsedArguments['values'], where: string, allowed: readonly FlagName[]): void {
	for (const name of values.keys()) {
		if (!allowed.includes(name)) {
			throw usageError(`The option ${writeFlag(name)} has no meaning ${where}.`);
		}
	}
}

function allowInput(input: readonly string[], count: number): void {
	const surplus = input[count];
	if (surplus !== undefined) {
		throw usageError(`The argument ${surplus} is one too many.`);
	}

	if (input.includes('')) {
		throw usageError('An argument is empty.');
	}
}

/** `json, csv or txt`. */
function listFormats(names: readonly string[]): string {
	return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
