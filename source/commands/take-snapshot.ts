import type {Snapshot} from '../model/snapshot.ts';
import type {SampleFailure} from '../sampler/sampler.ts';
import {CommandError} from './command-error.ts';
import {exitCodeOf} from './exit-code.ts';
import {readSnapshotFile} from './read-snapshot-file.ts';
import {ambiguousNameError, resolveTarget} from './resolve-target.ts';
import type {Surroundings} from './surroundings.ts';

/** One snapshot of what a pid, a name or a file stands for. Throws a sentence where there is none. */
export async function takeSnapshot(
	text: string,
	surroundings: Pick<Surroundings, 'loadSampler' | 'ownPid'>,
): Promise<Snapshot> {
	const target = await resolveTarget(text, surroundings);
	switch (target.kind) {
		case 'process':
			return sampleProcess(target.pid, surroundings);
		case 'file':
			return readSnapshotFile(target.path);
		case 'several':
			throw ambiguousNameError(target);
	}
}

async function sampleProcess(pid: number, {loadSampler}: Pick<Surroundings, 'loadSampler'>): Promise<Snapshot> {
	const {openTarget} = await loadSampler();
	const target = openTarget(pid);
	if (target.kind === 'failed') {
		throw sampleError(target);
	}

	try {
		const result = target.sample();
		if (result.kind === 'failed') {
			throw sampleError(result);
		}

		return result.snapshot;
	} finally {
		target.close();
	}
}

/** Why a process could not be sampled, with the exit code for it. */
export function sampleError({sentence, reason}: SampleFailure): CommandError {
	return new CommandError(sentence, exitCodeOf(reason));
}
