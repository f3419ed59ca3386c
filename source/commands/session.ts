import {loadPlatformSampler} from '../sampler/platform.ts';
import type {SampleFailure} from '../sampler/sampler.ts';
import {createScreenStore, type ScreenStore, type StoreEffect} from '../screen/store.ts';
import {explainRecordingSentence, followRecording} from './follow-recording.ts';
import {copySequence} from './osc-52.ts';
import {createWatch} from './watch.ts';

/** What the screen shows, and what is done for it, from its first picture until the user leaves. */
export type Session = {
	readonly store: ScreenStore;
	readonly watch: (pid: number) => void;
	/** Shows a recording, and what another process adds to it. Throws a sentence where it cannot be read. */
	readonly openRecording: (file: string) => Promise<void>;
	readonly pick: (filter?: string) => Promise<void>;
	/** Ends the session with a mistake of the program. */
	readonly fail: (error: unknown) => void;
	/** Waits until the user leaves or nothing can be shown, and takes the screen down. */
	readonly untilDone: (screen: {
		readonly close: () => Promise<void>;
		readonly done: Promise<void>;
	}) => Promise<SampleFailure | undefined>;
};

/** Ties the store to the process that is watched, the picker and files: what keys ask for is done. */
export function createSession(intervalSeconds: number, historyBytes: number | undefined): Session {
	const ended = Promise.withResolvers<SampleFailure | undefined>();
	let recordingFile = '';
	let stopFollowing = (): void => {};
	const store = createScreenStore(
		{
			size: {columns: process.stdout.columns, rows: process.stdout.rows},
			status: {kind: 'starting', pid: 0},
			...(historyBytes !== undefined && {historyBytes}),
		},
		effect => perform(effect),
		error => explainRecordingSentence(error, recordingFile),
	);
	const watch = createWatch(store, intervalSeconds, ended.resolve);

	/** What is added to it is not shown any longer. */
	const closeRecording = (): void => {
		stopFollowing();
		stopFollowing = () => {};
	};

	const perform = (effect: StoreEffect): void => {
		switch (effect.kind) {
			case 'quit':
				ended.resolve(undefined);
				break;
			case 'refresh':
				watch.refresh();
				break;
			case 'pause':
				watch.togglePause();
				break;
			case 'changeInterval':
				watch.changeInterval(effect.direction);
				break;
			case 'inspect':
				watch.inspect(effect.inspection);
				break;
			case 'copy':
				process.stdout.write(copySequence(effect.text));
				break;
			case 'save':
				void save(store, effect.file);
				break;
			case 'pickProcess':
			case 'reload':
				void pick(store);
				break;
			case 'pick':
				watch.goOverTo(effect.pid, {
					onShown: closeRecording,
					onFailure: ({sentence}) => void pick(store, undefined, sentence),
				});
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

	return {
		store,
		watch: watch.start,
		pick: filter => pick(store, filter),
		async openRecording(file) {
			recordingFile = file;
			stopFollowing = await followRecording(file, store);
		},
		fail: ended.reject,
		async untilDone(screen) {
			try {
				return await Promise.race([ended.promise, screen.done.then(() => undefined)]);
			} finally {
				watch.close();
				await screen.close();
				closeRecording();
			}
		},
	};
}

async function pick(store: ScreenStore, filter?: string, message?: string): Promise<void> {
	const sampler = await loadPlatformSampler();
	store.openPicker(sampler.listProcesses(), filter, message);
}

async function save(store: ScreenStore, file: string): Promise<void> {
	const {time, snapshot} = store.getShown();
	if (snapshot) {
		const {saveSession} = await import('./save-session.ts');
		store.setMessage(await saveSession(file, time.history, snapshot));
	}
}
