import {isSpace} from '../model/address-map/is-empty.ts';
import {numberAt} from '../model/snapshot.ts';
import {openMap} from './address-map/state.ts';
import type {Derived} from './derive.ts';
import type {Update} from './effect.ts';
import {emptyGoTo} from './go-to/state.ts';
import {openHeap} from './heap/open.ts';
import {openHex} from './hex/open.ts';
import {openJvm} from './jvm/update.ts';
import {rowKey} from './row-key.ts';
import {openSave} from './save/update.ts';
import type {ScreenState} from './state.ts';
import {openStrings} from './strings/open.ts';
import {toggleDiff} from './time-keys.ts';
import {openAbove} from './tool-stack.ts';
import {openEmpty} from './working-set/update.ts';

export type ToolCommand =
	| 'goToAddress'
	| 'showAddressMap'
	| 'showHex'
	| 'showHeap'
	| 'showStrings'
	| 'emptyWorkingSet'
	| 'showInsights'
	| 'askJvm'
	| 'save';

/** Opens a tool. It is about what is there now, so a diff ends. */
export function openTool(state: ScreenState, command: ToolCommand, context: Derived): Update {
	const plain = state.isDiff ? toggleDiff(state) : state;
	if (state.isDiff && (command === 'showHex' || command === 'showStrings' || command === 'showHeap')) {
		return {state: {...plain, message: 'The diff is left: press the key again for what is under the cursor now.'}};
	}

	const update = open(plain, command, context);
	const isOfNow = update.effect?.kind === 'inspect' && context.time.shown !== undefined;
	return isOfNow
		? {...update, state: {...update.state, message: 'What is in memory is of now, not of the moment that is shown.'}}
		: update;
}

function open(state: ScreenState, command: ToolCommand, context: Derived): Update {
	switch (command) {
		case 'goToAddress':
			return {state: openAbove(state, emptyGoTo)};
		case 'save':
			return {state: openSave(state, context)};
		case 'showAddressMap':
			return {state: {...state, tool: openMap(cursorAddress(context)), toolsBelow: []}};
		case 'showHex':
			return openHex(state, context);
		case 'showHeap':
			return openHeap({...state, toolsBelow: []}, context);
		case 'showStrings':
			return openStrings({...state, toolsBelow: []}, context);
		case 'showInsights':
			return {state: {...state, tool: {kind: 'insights', top: 0}, toolsBelow: []}};
		case 'emptyWorkingSet':
			return openEmpty(state);
		case 'askJvm':
			return openJvm(state, context);
	}
}

/** The first address of the row under the cursor; without rows that of the first memory. */
function cursorAddress({tree, row, snapshot}: Derived): number {
	if (tree.rowCount > 0) {
		return rowKey(snapshot, tree.rowAt(row)).start;
	}

	const {blocks, regions} = snapshot;
	const first = blocks.region.findIndex(region => !isSpace(regions.type[region] ?? 0));
	return numberAt(blocks.start, Math.max(0, first)) ?? 0;
}
