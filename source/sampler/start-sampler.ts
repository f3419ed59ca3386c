import {Worker} from 'node:worker_threads';
import type {Finding, Inspection} from '../model/inspection.ts';
import type {SamplerCommand, SamplerEvent, SamplerMessage, SamplerThread} from './messages.ts';

export type {SamplerEvent} from './messages.ts';

/** A sampler that runs in a thread of its own. Its functions return at once; what comes of them arrives as events. */
export type LiveSampler = {
	/** Takes a snapshot now, also while paused. */
	readonly refresh: () => void;
	readonly setInterval: (seconds: number) => void;
	readonly pause: () => void;
	readonly resume: () => void;
	/** Looks into the memory; what comes of it is an event. */
	readonly inspect: (inspection: Inspection) => void;
	/** Ends the thread. No event comes after it. */
	readonly close: () => void;
};

/**
 * Starts to sample a process every `intervalSeconds`. The first event is a snapshot or says why there is none; after a
 * failure none follows. A mistake of the sampler itself is thrown here, in the thread that started it.
 */
export function startSampler({
	pid,
	intervalSeconds,
	procRoot,
	onEvent,
	onFinding,
}: {
	readonly pid: number;
	readonly intervalSeconds: number;
	readonly procRoot?: string;
	readonly onEvent: (event: SamplerEvent) => void;
	/** Takes what comes of `inspect`. */
	readonly onFinding?: (finding: Finding) => void;
}): LiveSampler {
	const worker = takeThread(procRoot);
	let isClosed = false;
	worker.on('message', (message: SamplerMessage) => {
		if (isClosed) {
			return;
		}

		if (message.kind === 'found') {
			onFinding?.(message.finding);
		} else {
			onEvent(message);
		}
	});
	worker.on('error', error => {
		if (!isClosed) {
			throw error;
		}
	});

	const send = (command: SamplerCommand): void => worker.postMessage(command);
	send({kind: 'start', pid, intervalSeconds});
	return {
		refresh: () => send({kind: 'refresh'}),
		setInterval: seconds => send({kind: 'set interval', seconds}),
		pause: () => send({kind: 'pause'}),
		resume: () => send({kind: 'resume'}),
		inspect: inspection => send({kind: 'inspect', inspection}),
		close() {
			isClosed = true;
			// Told rather than terminated, so that it lets go of the process. Whoever waits for nothing else does not wait for it.
			send({kind: 'close'});
			worker.unref();
		},
	};
}

/** Made ahead of the first `startSampler`, which takes it. */
let thread: Worker | undefined;

/**
 * Makes the sampler's thread, which needs some 45 ms until it can sample, before it is known what to sample: what comes
 * first on the main thread is done meanwhile. A thread that nobody takes keeps nothing from ending.
 */
export function prepareSampler(): void {
	thread ??= makeThread(undefined);
	thread.unref();
}

function takeThread(procRoot: string | undefined): Worker {
	const prepared = procRoot === undefined ? thread : undefined;
	if (!prepared) {
		return makeThread(procRoot);
	}

	thread = undefined;
	prepared.ref();
	return prepared;
}

function makeThread(procRoot: string | undefined): Worker {
	const workerData: SamplerThread = {procRoot};
	return new Worker(workerUrl(), {workerData});
}

/** Beside the bundle where the program was built; the source itself where tests run it. */
function workerUrl(): URL {
	return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './sampler-worker.js', import.meta.url);
}
