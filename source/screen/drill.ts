import type {TreeRow} from '../model/region-tree.ts';
import {regionBlockCount, regionStart} from '../model/snapshot.ts';
import type {Derived} from './derive.ts';
import {moveToRow} from './move.ts';
import type {Panel, ScreenState} from './state.ts';

const panels: readonly Panel[] = ['timeline', 'types', 'regions', 'details'];

/** Gives the keys to a panel. The details take the place of the region list, so they show what its cursor stands on. */
export function showPanel(state: ScreenState, panel: Panel): ScreenState {
	return panel === state.panel ? state : {...state, panel, detailsTop: 0};
}

export function stepPanel(state: ScreenState, step: 1 | -1): ScreenState {
	const open = panels.filter(panel => panel !== 'timeline' || state.timeline !== undefined);
	return showPanel(state, open[(open.indexOf(state.panel) + step + open.length) % open.length] ?? 'regions');
}

/** One level in: a type to its regions, a region to its blocks, a block (or a region that is one) to its details. */
export function drillIn(state: ScreenState, context: Derived): ScreenState {
	if (state.panel === 'types') {
		const openType = state.typeRow === 0 ? undefined : state.typeRow - 1;
		return {...state, panel: 'regions', openType, cursor: undefined, top: 0};
	}

	if (state.panel === 'details' || context.tree.rowCount === 0) {
		return state;
	}

	const row = context.tree.rowAt(context.row);
	return isFolded(state, row, context) ? unfold(state, context) : showPanel(state, 'details');
}

/** One level out, the way that `drillIn` came; at the outermost a filter is cleared. */
export function drillOut(state: ScreenState, context: Derived): ScreenState {
	if (state.panel === 'details') {
		return showPanel(state, 'regions');
	}

	if (state.panel === 'types') {
		return {...state, openType: undefined, filter: {text: '', parsed: {kind: 'filter', terms: []}}};
	}

	const row = context.tree.rowCount > 0 ? context.tree.rowAt(context.row) : undefined;
	if (row?.kind === 'block') {
		return moveToRow(state, context.tree.indexOfRegion(row.region), context);
	}

	if (row && isUnfolded(state, regionStart(context.snapshot, row.region)) && !state.areAllUnfolded) {
		return fold(state, context);
	}

	return {...state, panel: 'types', openType: undefined};
}

export function unfold(state: ScreenState, context: Derived): ScreenState {
	const region = regionUnderCursor(context);
	return region === undefined ? state : {...state, unfolded: new Set([...state.unfolded, region.start])};
}

/** Folds the region under the cursor, also from one of its blocks; where all were unfolded the others stay so. */
export function fold(state: ScreenState, context: Derived): ScreenState {
	const region = regionUnderCursor(context);
	if (!region) {
		return state;
	}

	const onRegion = moveToRow(state, context.tree.indexOfRegion(region.row), context);
	if (state.areAllUnfolded) {
		return {...onRegion, areAllUnfolded: false, unfolded: new Set()};
	}

	return {...onRegion, unfolded: new Set([...state.unfolded].filter(start => start !== region.start))};
}

function isUnfolded(state: ScreenState, start: number): boolean {
	return state.areAllUnfolded || state.unfolded.has(start);
}

function isFolded(state: ScreenState, row: TreeRow, {snapshot}: Derived): boolean {
	return (
		row.kind === 'region' &&
		regionBlockCount(snapshot, row.region) > 1 &&
		!isUnfolded(state, regionStart(snapshot, row.region))
	);
}

function regionUnderCursor({tree, row, snapshot}: Derived): {row: number; start: number} | undefined {
	if (tree.rowCount === 0) {
		return undefined;
	}

	const {region} = tree.rowAt(row);
	return {row: region, start: regionStart(snapshot, region)};
}
