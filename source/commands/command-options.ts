import {formatOfFile, type SnapshotFormat, snapshotFormats} from '../formats/snapshot-format.ts';
import {parseSize} from '../model/format.ts';
import {type FlagName, type ParsedArguments, writeFlag} from './arguments.ts';
import type {ViewCommand} from './command.ts';
import {usageError} from './command-error.ts';

const defaultIntervalSeconds = 1;

/** In bytes. Less does not hold two snapshots of a large process. */
const leastHistory = 1024 * 1024;

/** Eyes follow no shorter interval; a longer one than an hour is no live view. */
const intervalLimits = {min: 0.1, max: 3600};

/** What a timer of Node can wait for is 2^31 milliseconds, a little more than 24 days. */
const durationLimits = {min: 0.1, max: 24 * 24 * 3600};

/** What --interval and --history say of a view. Throws where they are no such thing. */
export function parseViewOptions(
	values: ParsedArguments['values'],
): Pick<ViewCommand, 'intervalSeconds' | 'historyBytes'> {
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

/** Whether --jcmd is there. */
export function parseJcmd(values: ParsedArguments['values']): {readonly asksJvm?: boolean} {
	return values.has('jcmd') ? {asksJvm: true} : {};
}

/** The seconds of --interval. Throws where they are no number, or one that makes no sense. */
export function parseInterval(values: ParsedArguments['values']): number {
	const text = values.get('interval');
	return text === undefined ? defaultIntervalSeconds : parseSeconds(text, 'interval', intervalLimits);
}

/** The seconds of --duration; undefined without it. Throws as `parseInterval` does. */
export function parseDuration(values: ParsedArguments['values']): number | undefined {
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

/** The format that the extension of a file's name says. Throws where it says none. */
export function requireFormat(file: string): SnapshotFormat {
	const format = formatOfFile(file);
	if (format === undefined) {
		const extensions = snapshotFormats.map(name => `.${name}`);
		throw usageError(`The name ${file} does not say a format: end it in ${listFormats(extensions)}.`);
	}

	return format;
}

/** Throws where an option is there that has no meaning: `where` ends the sentence. */
export function allowFlags(values: ParsedArguments['values'], where: string, allowed: readonly FlagName[]): void {
	for (const name of values.keys()) {
		if (!allowed.includes(name)) {
			throw usageError(`The option ${writeFlag(name)} has no meaning ${where}.`);
		}
	}
}

/** Throws where there are more arguments than so many, or an empty one. */
export function allowInput(input: readonly string[], count: number): void {
	const surplus = input[count];
	if (surplus !== undefined) {
		throw usageError(`The argument ${surplus} is one too many.`);
	}

	if (input.includes('')) {
		throw usageError('An argument is empty.');
	}
}

/** `json, csv or txt`. */
export function listFormats(names: readonly string[]): string {
	return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
