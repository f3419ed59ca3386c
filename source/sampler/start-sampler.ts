import {Worker} from 'node:worker_threads';
import type {Finding, Inspection} from '../model/inspection.ts';
import type {SamplerCommand, SamplerEvent, SamplerMessage, SamplerStart} from './messages.ts';

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
	const workerData: SamplerStart = {pid, intervalSeconds, procRoot};
	const worker = new Worker(workerUrl(), {workerData});
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

/** Beside the bundle where the program was built; the source itself where tests run it. */
function workerUrl(): URL {
	return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './sampler-worker.js', import.meta.url);
}
