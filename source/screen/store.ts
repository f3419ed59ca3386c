import {createHistory} from '../model/history/history.ts';
import type {Finding} from '../model/inspection.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {type Derived, deriveScreen} from './derive.ts';
import type {Size} from './layout.ts';
import {createPickerState, type PickerEntry} from './picker/state.ts';
import {type PickerEffect, updatePicker} from './picker/update.ts';
import {pickerHeight} from './picker/view.ts';
import type {Shown} from './shown.ts';
import {initialScreenState} from './state.ts';
import type {Status} from './status.ts';
import {shownSnapshot, type Time} from './time.ts';
import {receiveFinding} from './tools.ts';
import {type Effect, updateScreen} from './update.ts';

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
	readonly openPicker: (entries: readonly PickerEntry[], filter?: string, message?: string) => void;
	readonly closePicker: () => void;
	readonly setMessage: (message: string) => void;
	/** Shows what came of looking into the memory of the process. */
	readonly showFinding: (finding: Finding) => void;
};

export type StoreEffect = Effect | PickerEffect;

export function createScreenStore(
	initial: {size: Size; status: Status},
	onEffect: (effect: StoreEffect) => void,
): ScreenStore {
	let shown: Shown = {...initial, ...beginTime(), screen: initialScreenState, picker: undefined};
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
			const effect = pressKey(key);
			if (effect) {
				effects.push(effect);
			}
		}

		set({});
		for (const effect of effects) {
			onEffect(effect);
		}
	};

	const pressKey = (key: string): StoreEffect | undefined => {
		if (shown.picker) {
			const {state, effect} = updatePicker(shown.picker, key, pickerHeight(shown.size.rows));
			shown = {...shown, picker: state};
			return effect;
		}

		const derived = getDerived();
		if (!derived) {
			return isQuit(key) ? {kind: 'quit'} : undefined;
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
			noteGap(shown.time, status);
			set({status});
		},
		startProcess: pid =>
			set({...beginTime(), status: {kind: 'starting', pid}, screen: initialScreenState, picker: undefined}),
		addSnapshot(snapshot, status) {
			const {history, version} = shown.time;
			const kept = history.add(snapshot);
			const time = {...shown.time, version: version + 1};
			noteGap(time, status);
			set({time, status, snapshot: time.shown === undefined ? kept : shown.snapshot});
		},
		openPicker: (entries, filter, message) =>
			set({picker: {...(shown.picker ? {...shown.picker, entries} : createPickerState(entries, filter)), message}}),
		closePicker: () => set({picker: undefined}),
		setMessage: message => set({screen: {...shown.screen, message}}),
		showFinding: finding => set({screen: receiveFinding(shown.screen, finding)}),
	};
}

/** While nothing is sampled, what follows the newest snapshot is not known. */
function noteGap({history}: Time, status: Status): void {
	if (history.length() > 0 && status.kind === 'paused') {
		history.noteGap('paused');
	}
}

/** The time of a process of which nothing is known yet. */
function beginTime(): {readonly time: Time; readonly snapshot: undefined} {
	return {
		time: {history: createHistory(), version: 0, shown: undefined, beforeRefresh: undefined},
		snapshot: undefined,
	};
}

/** Without a snapshot or without room there is nothing to command but the way out. */
function isQuit(key: string): boolean {
	return key === 'q' || key === 'ctrl+c' || key === 'escape';
}
