import {createHistory, type History} from '../model/history/history.ts';
import type {Moments} from '../model/history/moments.ts';
import type {Finding} from '../model/inspection.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {type Derived, deriveScreen} from './derive.ts';
import {askForDetails} from './details/ask.ts';
import type {Effect} from './effect.ts';
import type {Size} from './layout.ts';
import {createPickerState, type PickerEntry} from './picker/state.ts';
import {type PickerEffect, updatePicker} from './picker/update.ts';
import {pickerHeight} from './picker/view.ts';
import {endTools, receiveFinding} from './receive-finding.ts';
import type {Shown} from './shown.ts';
import {initialScreenState} from './state.ts';
import type {Status} from './status.ts';
import {shownSnapshot, type Time} from './time.ts';
import {updateScreen} from './update.ts';

/** Holds what is shown and tells when it changes. Keys go in, effects come out through `onEffect`. */
export type ScreenStore = {
	readonly getShown: () => Shown;
	readonly subscribe: (onChange: () => void) => () => void;
	/** What follows from the snapshot and the state; undefined while there is no snapshot or the terminal is too small. */
	readonly getDerived: () => Derived | undefined;
	readonly pressKeys: (keys: readonly string[]) => void;
	readonly resize: (size: Size) => void;
	readonly setStatus: (status: Status) => void;
	/** Begins with a process of which nothing is known yet. */
	readonly startProcess: (pid: number) => void;
	/** Adds the newest snapshot to the history, and shows it unless the user looks at an earlier one. */
	readonly addSnapshot: (snapshot: Snapshot, status: Status) => void;
	/** Shows the moments of a recording, the newest first. Called again when there are more of them. */
	readonly showMoments: (moments: Moments, status: Status) => void;
	readonly openPicker: (entries: readonly PickerEntry[], filter?: string, message?: string) => void;
	readonly closePicker: () => void;
	readonly setMessage: (message: string) => void;
	/** Shows what came of looking into the memory of the process. */
	readonly showFinding: (finding: Finding) => void;
};

export type StoreEffect = Effect | PickerEffect;

export function createScreenStore(
	{historyBytes, ...initial}: {readonly size: Size; readonly status: Status; readonly historyBytes?: number},
	onEffect: (effect: StoreEffect) => void,
	explainError: (error: unknown) => string | undefined = () => undefined,
): ScreenStore {
	const beginHistory = (): History => createHistory(historyBytes === undefined ? {} : {limitBytes: historyBytes});
	let history = beginHistory();
	let shown: Shown = {...initial, ...beginTime(history), screen: initialScreenState, picker: undefined};
	const listeners = new Set<() => void>();
	const derive = deriveScreen();

	const set = (change: Partial<Shown>): void => {
		shown = {...shown, ...change};
		for (const listener of listeners) {
			listener();
		}
	};

	const getDerived = (): Derived | undefined => derive(shown);

	/** Applies keys one by one, since each is understood against what the one before it made, and tells once. */
	const pressKeys = (keys: readonly string[]): void => {
		const effects: StoreEffect[] = [];
		for (const key of keys) {
			const effect = tryKey(key);
			if (effect) {
				effects.push(effect);
			}
		}

		const asked = askForOpenDetails();
		if (asked) {
			effects.push(asked);
		}

		set({});
		for (const effect of effects) {
			onEffect(effect);
		}
	};

	/** What keys have opened may want to know more than a snapshot has. */
	const askForOpenDetails = (): StoreEffect | undefined => {
		const derived = shown.picker ? undefined : getDerived();
		const update = derived && askForDetails(shown.screen, derived);
		shown = update ? {...shown, screen: update.state} : shown;
		return update?.effect;
	};

	/** A moment of a recording may not be readable: then the key changes nothing but the message. */
	const tryKey = (key: string): StoreEffect | undefined => {
		const before = shown;
		try {
			const effect = pressKey(key);
			getDerived();
			return effect;
		} catch (error) {
			const message = explainError(error);
			if (message === undefined) {
				throw error;
			}

			shown = {...before, screen: {...before.screen, message}};
			return undefined;
		}
	};

	const pressKey = (key: string): StoreEffect | undefined => {
		if (shown.picker) {
			const {state, effect} = updatePicker(shown.picker, key, pickerHeight(shown.size.rows));
			shown = {...shown, picker: state};
			return effect;
		}

		const derived = getDerived();
		// Without a snapshot or without room there is nothing to command but the way out.
		if (!derived) {
			const isTyping = shown.screen.filterEdit !== undefined || shown.screen.tool !== undefined;
			return key === 'ctrl+c' || (key === 'q' && !isTyping) ? {kind: 'quit'} : undefined;
		}

		const {state, effect, time} = updateScreen(shown.screen, key, derived);
		shown = {...shown, screen: state, ...(time && {time, snapshot: shownSnapshot(time)})};
		return effect;
	};

	return {
		getShown: () => shown,
		subscribe(onChange) {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		getDerived,
		pressKeys,
		resize: size => set({size}),
		setStatus(status) {
			noteGap(history, status);
			set({status, ...(status.kind === 'ended' && {screen: endTools(shown.screen, status.sentence)})});
		},
		startProcess(pid) {
			history = beginHistory();
			set({...beginTime(history), status: {kind: 'starting', pid}, screen: initialScreenState, picker: undefined});
		},
		addSnapshot(snapshot, status) {
			const kept = history.add(snapshot);
			const time = {...shown.time, version: shown.time.version + 1};
			noteGap(history, status);
			set({time, status, snapshot: time.shown === undefined ? kept : shown.snapshot});
		},
		showMoments(moments, status) {
			const time = {...shown.time, history: moments, version: shown.time.version + 1};
			set({time, status, snapshot: shownSnapshot(time)});
		},
		openPicker: (entries, filter, message) =>
			set({picker: {...(shown.picker ? {...shown.picker, entries} : createPickerState(entries, filter)), message}}),
		closePicker: () => set({picker: undefined}),
		setMessage: message => set({screen: {...shown.screen, message}}),
		showFinding(finding) {
			const {state, effect} = receiveFinding(shown.screen, finding, getDerived());
			set({screen: state});
			if (effect) {
				onEffect(effect);
			}
		},
	};
}

/** While nothing is sampled, what follows the newest snapshot is not known. */
function noteGap(history: History, status: Status): void {
	if (history.length() > 0 && status.kind === 'paused') {
		history.noteGap('paused');
	}
}

/** The time of a process of which nothing is known yet. */
function beginTime(history: Moments): {readonly time: Time; readonly snapshot: undefined} {
	return {
		time: {history, version: 0, shown: undefined, beforeRefresh: undefined},
		snapshot: undefined,
	};
}
