import {statSync} from 'node:fs';
import {isRecordingName} from '../formats/recording/recording-name.ts';
import {isSavedName} from '../formats/snapshot-format.ts';
import type {ProcessEntry} from '../sampler/sampler.ts';
import {CommandError, usageError} from './command-error.ts';
import {exitCodes} from './exit-code.ts';
import {findProcesses} from './find-processes.ts';
import {splitMoment} from './read-recording.ts';
import type {Surroundings} from './surroundings.ts';

/** What a pid, a name or a path on the command line turned out to be. */
export type ResolvedTarget =
	| {readonly kind: 'process'; readonly pid: number}
	| {readonly kind: 'several'; readonly name: string; readonly processes: readonly ProcessEntry[]}
	| {readonly kind: 'file'; readonly path: string};

/**
 * Finds out what is meant. Digits are a pid; what has a / in it or ends in .json, .csv, .mmp or .vmmap is a file; all else is the name of a
 * process, or of a file in this folder where no process is called so. Throws where there is nothing.
 */
export async function resolveTarget(
	text: string,
	{loadSampler, ownPid}: Pick<Surroundings, 'loadSampler' | 'ownPid'>,
): Promise<ResolvedTarget> {
	if (/^\d+$/.test(text)) {
		return {kind: 'process', pid: Number(text)};
	}

	const {file} = splitMoment(text);
	if (/[/\\]/.test(file) || isSavedName(file) || isRecordingName(file)) {
		return {kind: 'file', path: text};
	}

	const {listProcesses} = await loadSampler();
	const processes = findProcesses(listProcesses(), text, ownPid);
	const [first, ...others] = processes;
	if (first) {
		return others.length === 0 ? {kind: 'process', pid: first.pid} : {kind: 'several', name: text, processes};
	}

	if (statSync(file, {throwIfNoEntry: false})?.isFile()) {
		return {kind: 'file', path: text};
	}

	throw new CommandError(
		`There is no process called ${text}, and no file either: vmmap-tui processes lists what there is.`,
		exitCodes.noSuchProcess,
	);
}

/** More pids than this are no help in a sentence. */
const mostPids = 10;

/** What to say where one process is needed and a name stands for several. */
export function ambiguousNameError({name, processes}: ResolvedTarget & {kind: 'several'}): CommandError {
	const pids = processes.slice(0, mostPids).map(({pid}) => pid);
	const rest = processes.length > mostPids ? ` and ${processes.length - mostPids} more` : '';
	return usageError(
		`The name ${name} stands for ${processes.length} processes, give one pid: ${pids.join(', ')}${rest}.`,
	);
}
