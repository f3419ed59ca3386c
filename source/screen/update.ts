import {updateColumnsMenu} from './columns-menu.ts';
import {copyAddress, copyTable} from './copy.ts';
import type {Derived} from './derive.ts';
import {drillIn, drillOut, fold, showPanel, stepPanel, unfold} from './drill.ts';
import type {Update} from './effect.ts';
import {editFilterKey, openFilterEdit} from './filter-edit.ts';
import {updateHelp} from './help-overlay.ts';
import {type Command, findCommand} from './keys.ts';
import {explainLiveCommand} from './live-commands.ts';
import {move, moveToMatch} from './move.ts';
import {openTool} from './open-tool.ts';
import {reverseSort, sortByNext} from './sort-order.ts';
import type {ScreenState} from './state.ts';
import {markShown, refresh, toggleDiff} from './time-keys.ts';
import {toggleTimeline, updateTimeline} from './timeline/update.ts';
import {closeTool, isListAbove} from './tool-stack.ts';
import {updateTool} from './update-tool.ts';

/**
 * Applies one key, by its name in `keys.ts`, to the state. Pure: effects are returned, not done. What is open on top
 * gets the key first: a text being typed, then a menu, then the panels.
 */
export function updateScreen(state: ScreenState, key: string, context: Derived): Update {
	if (key === 'ctrl+c') {
		return {state, effect: {kind: 'quit'}};
	}

	const quiet = state.message === undefined ? state : {...state, message: undefined};
	if (quiet.filterEdit) {
		return {state: editFilterKey(quiet, quiet.filterEdit, key)};
	}

	const command = findCommand(key);
	if (quiet.tool && quiet.overlay?.kind !== 'help') {
		return updateTool(quiet, quiet.tool, key, context);
	}

	if (quiet.overlay?.kind === 'columns') {
		return {state: updateColumnsMenu(quiet, quiet.overlay, key, command, context)};
	}

	if (quiet.overlay?.kind === 'help' && command !== 'quit') {
		return {state: updateHelp(quiet, quiet.overlay, command, context)};
	}

	const timelineUpdate = quiet.panel === 'timeline' ? updateTimeline(quiet, key, command, context) : undefined;
	return timelineUpdate ?? (command ? run(quiet, command, context) : {state: quiet});
}

function run(state: ScreenState, command: Command, context: Derived): Update {
	const message = explainLiveCommand(command, context.status);
	if (message !== undefined) {
		return {state: {...state, message}};
	}

	switch (command) {
		case 'moveUp':
		case 'moveDown':
		case 'pageUp':
		case 'pageDown':
		case 'moveFirst':
		case 'moveLast':
			return {state: move(state, command, context)};
		case 'nextPanel':
			return {state: stepPanel(state, 1)};
		case 'previousPanel':
			return {state: stepPanel(state, -1)};
		case 'showTypes':
			return {state: showPanel(state, 'types')};
		case 'showRegions':
			return {state: showPanel(state, 'regions')};
		case 'showDetails':
			return {state: showPanel(state, 'details')};
		case 'drillIn':
			return {state: drillIn(state, context)};
		case 'drillOut':
			return {state: isListAbove(state) ? closeTool(state) : drillOut(state, context)};
		case 'unfold':
			return {state: unfold(state, context)};
		case 'fold':
			return {state: fold(state, context)};
		case 'unfoldAll':
			return {state: {...state, areAllUnfolded: !state.areAllUnfolded, unfolded: new Set()}};
		case 'editFilter':
			return {state: openFilterEdit(state)};
		case 'nextMatch':
			return {state: moveToMatch(state, 1, context)};
		case 'previousMatch':
			return {state: moveToMatch(state, -1, context)};
		case 'sortByNext':
			return {state: sortByNext(state, context)};
		case 'reverseSort':
			return {state: reverseSort(state)};
		case 'chooseColumns':
			return {state: {...state, overlay: {kind: 'columns', row: 0}}};
		case 'toggleFree':
			return {state: {...state, isFreeShown: !state.isFreeShown}};
		case 'toggleHelp':
			return {state: {...state, overlay: {kind: 'help', top: 0}}};
		case 'save':
		case 'goToAddress':
		case 'showAddressMap':
		case 'showHex':
		case 'showHeap':
		case 'showInsights':
		case 'emptyWorkingSet':
		case 'askJvm':
		case 'showStrings':
			return openTool(state, command, context);
		case 'copyAddress':
			return copyAddress(state, context);
		case 'copyTable':
			return copyTable(state, context);
		case 'refresh':
			return refresh(state, context);
		case 'mark':
			return markShown(state, context);
		case 'toggleTimeline':
			return {state: toggleTimeline(state)};
		case 'toggleDiff':
			return {state: toggleDiff(state)};
		case 'toggleChangedOnly':
			return {state: {...state, isChangedOnly: !state.isChangedOnly, cursor: undefined, top: 0}};
		case 'pause':
			return {state, effect: {kind: 'pause'}};
		case 'shortenInterval':
			return {state, effect: {kind: 'changeInterval', direction: 'shorter'}};
		case 'lengthenInterval':
			return {state, effect: {kind: 'changeInterval', direction: 'longer'}};
		case 'pickProcess':
			return {state, effect: {kind: 'pickProcess'}};
		case 'quit':
			return {state, effect: {kind: 'quit'}};
	}
}
