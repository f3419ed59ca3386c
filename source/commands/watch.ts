import type {Finding, Inspection} from '../model/inspection.ts';
import type {SampleFailure} from '../sampler/sampler.ts';
import {type LiveSampler, type SamplerEvent, startSampler} from '../sampler/start-sampler.ts';
import {type Status, stepInterval} from '../screen/status.ts';
import type {ScreenStore} from '../screen/store.ts';

/** Watches one process after the other: their snapshots and what was found in their memory go to the store. */
export type Watch = {
	readonly start: (pid: number) => void;
	/** Goes over to another process with its first snapshot: where there is none, what is shown stays. */
	readonly goOverTo: (
		pid: number,
		listener: {readonly onShown: () => void; readonly onFailure: (failure: SampleFailure) => void},
	) => void;
	readonly refresh: () => void;
	readonly togglePause: () => void;
	readonly changeInterval: (direction: 'shorter' | 'longer') => void;
	readonly inspect: (inspection: Inspection) => void;
	readonly close: () => void;
};

/** `onFailure` is told why the process that is watched first cannot be shown at all. */
export function createWatch(
	store: ScreenStore,
	firstInterval: number,
	onFailure: (failure: SampleFailure) => void,
): Watch {
	let live: LiveSampler | undefined;
	let intervalSeconds = firstInterval;

	const onEvent = (event: SamplerEvent): void => {
		if (event.kind === 'sample') {
			store.addSnapshot(event.snapshot, statusAfter(event));
		} else if (store.getShown().snapshot) {
			store.setStatus({kind: 'ended', sentence: event.failure.sentence});
		} else {
			onFailure(event.failure);
		}
	};

	const statusAfter = ({intervalMilliseconds, isBackedOff}: Extract<SamplerEvent, {kind: 'sample'}>): Status =>
		store.getShown().status.kind === 'paused'
			? {kind: 'paused', intervalSeconds}
			: {kind: 'live', intervalSeconds, effectiveMilliseconds: intervalMilliseconds, isBackedOff};

	/** Until a sample says what it costs. */
	const liveStatus = (): Status => ({
		kind: 'live',
		intervalSeconds,
		effectiveMilliseconds: intervalSeconds * 1000,
		isBackedOff: false,
	});

	const onFinding = (finding: Finding): void => {
		store.showFinding(finding);
		if (finding.kind === 'emptied' || finding.kind === 'jvm') {
			live?.refresh();
		}
	};

	return {
		start(pid) {
			live?.close();
			store.startProcess(pid);
			live = startSampler({pid, intervalSeconds, onEvent, onFinding});
		},
		goOverTo(pid, listener) {
			let isShown = false;
			const candidate = startSampler({
				pid,
				intervalSeconds,
				onFinding,
				onEvent(event) {
					if (!isShown && event.kind === 'failed') {
						candidate.close();
						listener.onFailure(event.failure);
						return;
					}

					if (!isShown) {
						isShown = true;
						live?.close();
						live = candidate;
						store.startProcess(pid);
						listener.onShown();
					}

					onEvent(event);
				},
			});
		},
		refresh: () => live?.refresh(),
		togglePause() {
			const {status} = store.getShown();
			if (status.kind === 'live') {
				live?.pause();
				store.setStatus({kind: 'paused', intervalSeconds});
			} else if (status.kind === 'paused') {
				live?.resume();
				store.setStatus(liveStatus());
			}
		},
		changeInterval(direction) {
			intervalSeconds = stepInterval(intervalSeconds, direction);
			live?.setInterval(intervalSeconds);
			const {status} = store.getShown();
			if (status.kind === 'live') {
				store.setStatus(liveStatus());
			} else if (status.kind === 'paused') {
				store.setStatus({...status, intervalSeconds});
			}

			store.setMessage(`Every ${intervalSeconds} s.`);
		},
		inspect(inspection) {
			const {kind} = store.getShown().status;
			if (live && (kind === 'live' || kind === 'paused')) {
				live.inspect(inspection);
			} else {
				const sentence = 'There is no process to look into: only a live one has contents.';
				store.showFinding({kind: 'refused', inspection: inspection.kind, sentence});
			}
		},
		close: () => live?.close(),
	};
}
