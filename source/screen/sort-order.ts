import type {Derived} from './derive.ts';
import type {ScreenState} from './state.ts';

/** Sorts by the column to the right of the present one, and by the first after the last. */
export function sortByNext(state: ScreenState, {regionColumns}: Derived): ScreenState {
	const present = regionColumns.findIndex(({id}) => id === state.sort.column);
	const next = regionColumns[(present + 1) % regionColumns.length];
	return next ? {...state, sort: {column: next.id, isReversed: false}, cursor: undefined, top: 0} : state;
}

export function reverseSort(state: ScreenState): ScreenState {
	return {...state, sort: {...state.sort, isReversed: !state.sort.isReversed}, cursor: undefined, top: 0};
}
