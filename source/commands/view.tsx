import {escapeText} from '../model/escape.ts';
import {listMoments} from '../model/history/list-moments.ts';
import type {Finding, Inspection} from '../model/inspection.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {loadPlatformSampler} from '../sampler/platform.ts';
import type {SampleFailure} from '../sampler/sampler.ts';
import {type LiveSampler, type SamplerEvent, startSampler} from '../sampler/start-sampler.ts';
import {type Status, stepInterval} from '../screen/status.ts';
import {createScreenStore, type ScreenStore, type StoreEffect} from '../screen/store.ts';
import {exitCodeOf} from './exit-code.ts';
import {explainRecordingSentence, followRecording} from './follow-recording.ts';
import {copySequence} from './osc-52.ts';
import {growYoungGeneration} from './young-generation.ts';

export type ViewStart =
	| {readonly kind: 'pick'; readonly filter?: string}
	| {readonly kind: 'live'; readonly pid: number}
	| {readonly kind: 'file'; readonly path: string; readonly snapshots: readonly [Snapshot, ...Snapshot[]]}
	| {readonly kind: 'recording'; readonly path: string};

/**
 * The live screen, until the user leaves it. Gives the exit code; a process that cannot be shown at all ends it with one
 * sentence on standard error. The sampler's thread is started before the user interface is loaded, so that the first
 * sample is taken while that happens.
 */
export async function runView({
	start,
	intervalSeconds,
	historyBytes,
}: {
	readonly start: ViewStart;
	readonly intervalSeconds: number;
	readonly historyBytes?: number;
}): Promise<number> {
	const session = createSession(intervalSeconds, historyBytes);
	if (start.kind === 'live') {
		session.watch(start.pid);
	} else if (start.kind === 'file') {
		session.store.showMoments(listMoments(start.snapshots), {kind: 'file', path: start.path});
	} else if (start.kind === 'recording') {
		await session.openRecording(start.path);
	} else {
		await session.pick(start.filter);
	}

	const {drawScreen} = await import('../app.tsx');
	growYoungGeneration();
	// The terminal is given back before main says what happened.
	process.once('uncaughtException', session.fail);
	const failure = await session.untilDone(drawScreen(session.store));
	if (failure) {
		process.stderr.write(`${escapeText(failure.sentence)}\n`);
	}

	return failure ? exitCodeOf(failure.reason) : 0;
}

type Session = {
	readonly store: ScreenStore;
	readonly watch: (pid: number) => void;
	/** Shows a recording, and what another process adds to it. Throws a sentence where it cannot be read. */
	readonly openRecording: (file: string) => Promise<void>;
	readonly pick: (filter?: string, message?: string) => Promise<void>;
	/** Ends the session with a mistake of the program. */
	readonly fail: (error: unknown) => void;
	/** Waits until the user leaves or nothing can be shown, and takes the screen down. */
	readonly untilDone: (screen: {
		readonly close: () => Promise<void>;
		readonly done: Promise<void>;
	}) => Promise<SampleFailure | undefined>;
};

/** Ties the store to the sampler: snapshots go in, what keys ask for is done. */
function createSession(firstInterval: number, historyBytes: number | undefined): Session {
	let live: LiveSampler | undefined;
	let intervalSeconds = firstInterval;
	const ended = Promise.withResolvers<SampleFailure | undefined>();

	const size = {columns: process.stdout.columns, rows: process.stdout.rows};
	let recordingFile = '';
	const store = createScreenStore(
		{size, status: {kind: 'starting', pid: 0}, ...(historyBytes !== undefined && {historyBytes})},
		effect => {
			perform(effect);
		},
		error => explainRecordingSentence(error, recordingFile),
	);
	let stopFollowing = (): void => {};

	const watch = (pid: number): void => {
		live?.close();
		store.startProcess(pid);
		live = startSampler({pid, intervalSeconds, onEvent: onSamplerEvent, onFinding});
	};

	/** Goes over to another process with its first snapshot: where there is none, what is shown stays. */
	const tryToWatch = (pid: number): void => {
		let isShown = false;
		const candidate = startSampler({
			pid,
			intervalSeconds,
			onFinding,
			onEvent(event) {
				if (!isShown && event.kind === 'failed') {
					candidate.close();
					void pick(undefined, event.failure.sentence);
					return;
				}

				if (!isShown) {
					isShown = true;
					live?.close();
					live = candidate;
					store.startProcess(pid);
				}

				onSamplerEvent(event);
			},
		});
	};

	const onSamplerEvent = (event: SamplerEvent): void => {
		if (event.kind === 'sample') {
			store.addSnapshot(event.snapshot, statusAfter(event));
		} else if (store.getShown().snapshot) {
			store.setStatus({kind: 'ended', sentence: event.failure.sentence});
		} else {
			ended.resolve(event.failure);
		}
	};

	const statusAfter = (event: Extract<SamplerEvent, {kind: 'sample'}>): Status =>
		store.getShown().status.kind === 'paused'
			? {kind: 'paused', intervalSeconds}
			: {
					kind: 'live',
					intervalSeconds,
					effectiveMilliseconds: event.intervalMilliseconds,
					isBackedOff: event.isBackedOff,
				};

	const pick = async (filter?: string, message?: string): Promise<void> => {
		const sampler = await loadPlatformSampler();
		store.openPicker(sampler.listProcesses(), filter, message);
	};

	const save = async (file: string): Promise<void> => {
		const {time, snapshot} = store.getShown();
		if (snapshot) {
			const {saveSession} = await import('./save-session.ts');
			store.setMessage(await saveSession(file, time.history, snapshot));
		}
	};

	const perform = (effect: StoreEffect): void => {
		switch (effect.kind) {
			case 'quit':
				ended.resolve(undefined);
				break;
			case 'refresh':
				live?.refresh();
				break;
			case 'pause':
				togglePause();
				break;
			case 'changeInterval':
				intervalSeconds = stepInterval(intervalSeconds, effect.direction);
				live?.setInterval(intervalSeconds);
				showInterval();
				break;
			case 'copy':
				process.stdout.write(copySequence(effect.text));
				break;
			case 'save':
				void save(effect.file);
				break;
			case 'inspect':
				inspect(effect.inspection);
				break;
			case 'pickProcess':
			case 'reload':
				void pick();
				break;
			case 'pick':
				tryToWatch(effect.pid);
				break;
			case 'cancel':
				if (store.getShown().snapshot) {
					store.closePicker();
				} else {
					ended.resolve(undefined);
				}
				break;
		}
	};

	const onFinding = (finding: Finding): void => {
		store.showFinding(finding);
		if (finding.kind === 'emptied' || finding.kind === 'jvm') {
			live?.refresh();
		}
	};

	const inspect = (inspection: Inspection): void => {
		const {kind} = store.getShown().status;
		if (live && (kind === 'live' || kind === 'paused')) {
			live.inspect(inspection);
		} else {
			const sentence = 'There is no process to look into: only a live one has contents.';
			store.showFinding({kind: 'refused', inspection: inspection.kind, sentence});
		}
	};

	const showInterval = (): void => {
		const {status} = store.getShown();
		if (status.kind === 'live') {
			store.setStatus({...status, intervalSeconds, effectiveMilliseconds: intervalSeconds * 1000, isBackedOff: false});
		} else if (status.kind === 'paused') {
			store.setStatus({...status, intervalSeconds});
		}

		store.setMessage(`Every ${intervalSeconds} s.`);
	};

	const togglePause = (): void => {
		const {status} = store.getShown();
		if (status.kind === 'live') {
			live?.pause();
			store.setStatus({kind: 'paused', intervalSeconds});
		} else if (status.kind === 'paused') {
			live?.resume();
			store.setStatus({
				kind: 'live',
				intervalSeconds,
				effectiveMilliseconds: intervalSeconds * 1000,
				isBackedOff: false,
			});
		}
	};

	return {
		store,
		watch,
		pick,
		async openRecording(file) {
			recordingFile = file;
			stopFollowing = await followRecording(file, store);
		},
		fail: ended.reject,
		async untilDone(screen) {
			try {
				return await Promise.race([ended.promise, screen.done.then(() => undefined)]);
			} finally {
				live?.close();
				await screen.close();
				stopFollowing();
			}
		},
	};
}
