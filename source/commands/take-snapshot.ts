import type {Snapshot} from '../model/snapshot.ts';
import {isRefusal} from '../sampler/process-memory.ts';
import type {SampleFailure, Target} from '../sampler/sampler.ts';
import {CommandError, usageError} from './command-error.ts';
import {exitCodeOf, exitCodes} from './exit-code.ts';
import {readSnapshotFile} from './read-snapshot-file.ts';
import {ambiguousNameError, resolveTarget} from './resolve-target.ts';
import type {Surroundings} from './surroundings.ts';

/** One snapshot of what a pid, a name or a file stands for, with what its JVM says where that is asked. Throws a sentence where there is none. */
export async function takeSnapshot(
	text: string,
	surroundings: Pick<Surroundings, 'loadSampler' | 'ownPid'>,
	asksJvm = false,
): Promise<Snapshot> {
	const target = await resolveTarget(text, surroundings);
	switch (target.kind) {
		case 'process':
			return sampleProcess(target.pid, surroundings, asksJvm);
		case 'file':
			if (asksJvm) {
				throw usageError(`Only a JVM that runs can be asked (--jcmd), and ${text} is a file.`);
			}

			return readSnapshotFile(target.path);
		case 'several':
			throw ambiguousNameError(target);
	}
}

async function sampleProcess(
	pid: number,
	{loadSampler}: Pick<Surroundings, 'loadSampler'>,
	asksJvm: boolean,
): Promise<Snapshot> {
	const {openTarget} = await loadSampler();
	const target = openTarget(pid);
	if (target.kind === 'failed') {
		throw sampleError(target);
	}

	try {
		if (asksJvm) {
			await askJvm(target);
		}

		const result = target.sample();
		if (result.kind === 'failed') {
			throw sampleError(result);
		}

		return result.snapshot;
	} finally {
		target.close();
	}
}

/** Makes the JVM say what its memory is; the next sample has it. Throws what would help where it says nothing. */
async function askJvm({pid, jvm}: Target): Promise<void> {
	const answer = await jvm?.ask();
	if (!answer || isRefusal(answer)) {
		throw new CommandError(
			answer?.sentence ?? `Process ${pid} cannot be asked with --jcmd here.`,
			exitCodes.notPermitted,
		);
	}
}

/** Why a process could not be sampled, with the exit code for it. */
export function sampleError({sentence, reason}: SampleFailure): CommandError {
	return new CommandError(sentence, exitCodeOf(reason));
}
