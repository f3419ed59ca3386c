import {parseFilter} from '../model/filter/filter.ts';
import type {Derived} from './derive.ts';
import type {Update} from './effect.ts';
import {initialScreenState, type ScreenState} from './state.ts';
import {shownIndex} from './time.ts';

/** Asks for a snapshot, and remembers which was the newest before it: that is what a diff begins with. */
export function refresh(state: ScreenState, {time}: Derived): Update {
	const beforeRefresh = time.history.numberAt(time.history.length() - 1);
	return {state: {...state, described: undefined}, time: {...time, beforeRefresh}, effect: {kind: 'refresh'}};
}

/** Marks the shown snapshot, or takes its mark away. */
export function markShown(state: ScreenState, {time}: Derived): Update {
	const index = shownIndex(time);
	const isMarked = !time.history.isMarked(index);
	time.history.mark(index, isMarked);
	const number = time.history.numberAt(index);
	const message = isMarked
		? `Snapshot ${number} is marked: d compares with it.`
		: `Snapshot ${number} has no mark any more.`;
	return {state: {...state, message}, time: {...time, version: time.version + 1}};
}

/** Shows differences, or plain numbers again. A diff begins with what grew most. */
export function toggleDiff(state: ScreenState): ScreenState {
	return state.isDiff
		? {...state, isDiff: false, sort: state.sortBeforeDiff, filter: keepFilter(state), cursor: undefined, top: 0}
		: {
				...state,
				isDiff: true,
				isChangedOnly: true,
				sortBeforeDiff: state.sort,
				sort: {column: 'growth', isReversed: false},
				cursor: undefined,
				top: 0,
			};
}

/** A filter that asks for changes means nothing without a diff, so it goes with it. */
function keepFilter({filter}: ScreenState): ScreenState['filter'] {
	return parseFilter(filter.text).kind === 'mistake' ? initialScreenState.filter : filter;
}
