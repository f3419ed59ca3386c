import {createRecording, type RecordingWriter} from '../formats/recording/create-recording.ts';
import {RecordingError} from '../formats/recording/recording-error.ts';
import type {Finding} from '../model/inspection.ts';
import type {FailureReason} from '../sampler/sampler.ts';
import type {LiveSampler, SamplerEvent} from '../sampler/start-sampler.ts';
import type {RecordCommand} from './command.ts';
import {CommandError, fileError, usageError} from './command-error.ts';
import {exitCodes} from './exit-code.ts';
import {explainRecordingError} from './explain-recording-error.ts';
import {showProgress} from './record-progress.ts';
import {ambiguousNameError, resolveTarget} from './resolve-target.ts';
import type {Surroundings} from './surroundings.ts';
import {sampleError} from './take-snapshot.ts';

/**
 * Records a process into a file, until the duration is over, the process ends or the user stops it. Throws a sentence
 * where nothing can be recorded, or no more.
 */
export async function recordProcess(command: RecordCommand, surroundings: Surroundings): Promise<void> {
	const pid = await findPid(command.target, surroundings);
	const startSampler = await surroundings.loadLiveSampler();
	const recording = openOutput(command.file);
	const progress = surroundings.errorTerminal && showProgress(command, recording, surroundings.errorTerminal);
	try {
		const reason = await record(command, recording, {
			startSampler: (onEvent, onFinding) =>
				startSampler({pid, intervalSeconds: command.intervalSeconds, onEvent, onFinding}),
			onStop: surroundings.onStop,
		});
		progress?.end(reason);
	} finally {
		progress?.close();
		recording.close();
	}
}

async function findPid(text: string, surroundings: Surroundings): Promise<number> {
	const target = await resolveTarget(text, surroundings);
	switch (target.kind) {
		case 'process':
			return target.pid;
		case 'several':
			throw ambiguousNameError(target);
		case 'file':
			throw usageError(`Only a process can be recorded, and ${text} is a file.`);
	}
}

function openOutput(file: string): RecordingWriter {
	try {
		return createRecording(file);
	} catch (error) {
		throw explainRecordingError(error, file, 'written');
	}
}

/** How a process that was there comes to its end. */
const ends: ReadonlySet<FailureReason> = new Set(['ended', 'zombie', 'no such process']);

/** Adds what the sampler gives until it is time to end. Gives what to say at the end, which may be nothing. */
async function record(
	{file, durationSeconds, asksJvm}: RecordCommand,
	recording: RecordingWriter,
	{
		startSampler,
		onStop,
	}: {
		readonly startSampler: (
			onEvent: (event: SamplerEvent) => void,
			onFinding: (finding: Finding) => void,
		) => LiveSampler;
		readonly onStop: Surroundings['onStop'];
	},
): Promise<string> {
	const {promise: untilEnd, resolve: end, reject: fail} = Promise.withResolvers<string>();
	let isTimeOver = false;
	const onEvent = (event: SamplerEvent): void => {
		switch (event.kind) {
			case 'sample':
				try {
					recording.append(event.snapshot);
				} catch (error) {
					fail(explainAppendError(error, file, recording.snapshotCount()));
				}

				if (isTimeOver) {
					end('');
				}

				break;
			case 'failed':
				if (recording.snapshotCount() > 0 && ends.has(event.failure.reason)) {
					end('the process has ended');
				} else {
					fail(sampleError(event.failure));
				}

				break;
		}
	};

	const sampler = startSampler(onEvent, finding => {
		if (finding.kind === 'refused') {
			fail(new CommandError(finding.sentence, exitCodes.notPermitted));
		} else {
			sampler.refresh();
		}
	});
	if (asksJvm) {
		sampler.inspect({kind: 'ask jvm'});
	}

	const ignoreStop = onStop(() => end(''));
	const timer =
		durationSeconds !== undefined &&
		setTimeout(() => {
			// However short the time, there is a snapshot in the end.
			isTimeOver = true;
			if (recording.snapshotCount() > 0) {
				end('');
			}
		}, durationSeconds * 1000);

	try {
		return await untilEnd;
	} finally {
		sampler.close();
		ignoreStop();
		if (timer) {
			clearTimeout(timer);
		}
	}
}

function explainAppendError(error: unknown, file: string, snapshotCount: number): unknown {
	return error instanceof RecordingError && snapshotCount > 0
		? fileError(`${file} ends with snapshot ${snapshotCount}: ${error.message}.`)
		: explainRecordingError(error, file, 'written');
}
