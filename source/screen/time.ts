import type {Moments} from '../model/history/moments.ts';
import type {Snapshot} from '../model/snapshot.ts';

/** Which moments of a process are shown. Snapshots are named by their numbers in the history, which never change. */
export type Time = {
	/** Every snapshot so far. They become more in place; `version` tells that something changed. */
	readonly history: Moments;
	readonly version: number;
	/** The snapshot that is shown; undefined follows the newest. */
	readonly shown: number | undefined;
	/** The newest snapshot when a refresh was last asked for. */
	readonly beforeRefresh: number | undefined;
};

/** What a snapshot is compared with, and why with that. */
export type Base = {
	readonly index: number;
	readonly reason: 'mark' | 'refresh' | 'first';
};

/** The index of the shown snapshot in the history. */
export function shownIndex({history, shown}: Time): number {
	return shown === undefined ? history.length() - 1 : history.indexOfNumber(shown);
}

/** The shown snapshot; undefined where there is none yet. */
export function shownSnapshot(time: Time): Snapshot | undefined {
	return time.history.length() === 0 ? undefined : time.history.at(shownIndex(time));
}

/** The indexes of the marked snapshots, in the order of time. */
export function markedIndexes(history: Moments): readonly number[] {
	return Array.from({length: history.length()}, (_, index) => index).filter(index => history.isMarked(index));
}

/**
 * The two moments that a diff compares. Two marks compare the last two of them with each other, until the user walks to a
 * moment that has none: that is compared with the last mark. One mark is the base of
 * what is shown; without one it is the snapshot before the last refresh, else the first of the session.
 */
export function findMoments(time: Time): {readonly base: Base; readonly index: number} {
	const marked = markedIndexes(time.history);
	const index = shownIndex(time);
	const [earlier, later] = marked.slice(-2);
	const hasWalkedAway = time.shown !== undefined && !time.history.isMarked(index);
	if (earlier !== undefined && later !== undefined && hasWalkedAway) {
		return {base: {index: later, reason: 'mark'}, index};
	}

	if (earlier !== undefined && later !== undefined) {
		return {base: {index: earlier, reason: 'mark'}, index: later};
	}

	if (earlier !== undefined && earlier !== index) {
		return {base: {index: earlier, reason: 'mark'}, index};
	}

	const beforeRefresh = time.beforeRefresh === undefined ? undefined : time.history.indexOfNumber(time.beforeRefresh);
	return beforeRefresh !== undefined && beforeRefresh !== index
		? {base: {index: beforeRefresh, reason: 'refresh'}, index}
		: {base: {index: 0, reason: 'first'}, index};
}
