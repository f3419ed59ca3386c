import {parentPort, workerData} from 'node:worker_threads';
import {findBuffers, findFindingBuffers} from './find-buffers.ts';
import {createInspector} from './inspection/inspector.ts';
import type {SamplerCommand, SamplerMessage, SamplerThread} from './messages.ts';
import {loadPlatformSampler} from './platform.ts';
import {findPace} from './poll-policy.ts';
import type {Target} from './sampler.ts';

/**
 * The sampler's thread: once it is told which process, it samples it, at once and then whenever the next sample is due,
 * and hands each snapshot over without a copy. It ends when it is told to or when the process cannot be sampled any more.
 */
const {procRoot}: SamplerThread = workerData;
const sampler = await loadPlatformSampler(procRoot);
let obey = start;
parentPort?.on('message', (command: SamplerCommand) => obey(command));

function start(command: SamplerCommand): void {
	if (command.kind !== 'start') {
		parentPort?.close();
		return;
	}

	const target = sampler.openTarget(command.pid);
	if (target.kind === 'target') {
		obey = sampleTarget(target, command);
	} else {
		send({kind: 'failed', failure: target});
		parentPort?.close();
	}
}

/** Takes the first sample. Gives what obeys all further commands. */
function sampleTarget(
	{sample, describe, jvm, close}: Target,
	{pid, intervalSeconds}: Extract<SamplerCommand, {kind: 'start'}>,
): (command: SamplerCommand) => void {
	const {openMemory} = sampler;
	const inspector = createInspector(
		{
			openMemory: openMemory && (() => openMemory(pid)),
			emptyWorkingSet: ranges => sampler.emptyWorkingSet(pid, ranges),
			describe,
			jvm,
		},
		finding => send({kind: 'found', finding}),
	);
	let seconds = intervalSeconds;
	let isPaused = false;
	let lastStart = 0;
	let lastCost = 0;
	let timer: NodeJS.Timeout | undefined;

	function takeSample(): void {
		lastStart = performance.now();
		const result = sample();
		lastCost = performance.now() - lastStart;
		if (result.kind === 'failed') {
			send({kind: 'failed', failure: result});
			end();
		} else {
			send({kind: 'sample', snapshot: result.snapshot, ...findPace(seconds, lastCost)});
			scheduleNext();
		}
	}

	function scheduleNext(): void {
		const due = lastStart + findPace(seconds, lastCost).intervalMilliseconds;
		schedule(isPaused ? undefined : due - performance.now());
	}

	function schedule(milliseconds: number | undefined): void {
		clearTimeout(timer);
		timer = milliseconds === undefined ? undefined : setTimeout(takeSample, Math.max(0, milliseconds));
	}

	function end(): void {
		schedule(undefined);
		inspector.close();
		close();
		parentPort?.close();
	}

	function obeyFurther(command: SamplerCommand): void {
		switch (command.kind) {
			case 'start':
				break;
			case 'refresh':
				// By a timer, so that a key that is held down asks for one sample, not for a queue of them.
				schedule(0);
				break;
			case 'set interval':
				seconds = command.seconds;
				scheduleNext();
				break;
			case 'pause':
				isPaused = true;
				scheduleNext();
				break;
			case 'resume':
				isPaused = false;
				scheduleNext();
				break;
			case 'inspect':
				inspector.inspect(command.inspection);
				break;
			case 'close':
				end();
				break;
		}
	}

	takeSample();
	return obeyFurther;
}

function send(message: SamplerMessage): void {
	parentPort?.postMessage(message, findTransferred(message));
}

function findTransferred(message: SamplerMessage): readonly ArrayBuffer[] {
	switch (message.kind) {
		case 'sample':
			return findBuffers(message.snapshot);
		case 'found':
			return findFindingBuffers(message.finding);
		case 'failed':
			return [];
	}
}
