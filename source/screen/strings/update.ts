import {scrollWindow} from '../../model/window.ts';
import {copyNumber} from '../copy.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import {findCommand} from '../keys.ts';
import {isMove, movedRow} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool} from '../tool-stack.ts';
import {updateStringsFilter} from './filter.ts';
import {goToString, showStringBytes} from './follow.ts';
import {sortStrings, stringsHeight, stringsOf} from './list.ts';
import {startSearch} from './search.ts';
import type {StringsTool} from './state.ts';

/** A single character is no string. */
const leastMinimum = 2;

/** A key in the list of strings. */
export function updateStrings(state: ScreenState, tool: StringsTool, key: string, context: Derived): Update {
	if (tool.isTyping) {
		return updateStringsFilter(state, tool, key, context);
	}

	const list = stringsOf(tool);
	const move = findCommand(key);
	if (isMove(move)) {
		const height = stringsHeight(context);
		const row = movedRow(tool.row, move, list.count, height);
		return change(state, {
			...tool,
			row,
			top: scrollWindow({rowCount: list.count, height, cursor: row, top: tool.top}),
		});
	}

	switch (findToolCommand('strings', key)) {
		case 'close':
			return leave(state, tool);
		case 'stop':
			return tool.end === undefined ? {state, effect: {kind: 'inspect', inspection: {kind: 'stop'}}} : {state};
		case 'filter':
			return change(state, {...tool, isTyping: true});
		case 'raiseMinimum':
			return startSearch(state, {...tool, minimum: tool.minimum + 1}, context);
		case 'lowerMinimum':
			return startSearch(state, {...tool, minimum: Math.max(leastMinimum, tool.minimum - 1)}, context);
		case 'toggleAll':
			return tool.region.length === 0
				? {state: {...state, message: 'No region was under the cursor, so all memory is searched.'}}
				: startSearch(state, {...tool, isAll: !tool.isAll}, context);
		case 'searchAgain':
			return startSearch(state, tool, context, tool.batches);
		case 'sort':
			return {state: sortStrings(state, tool)};
		case 'goTo':
			return goToString(state, tool, list.at(tool.row), context);
		case 'showBytes':
			return showStringBytes(state, list.at(tool.row), context);
		case 'copyString':
			return copyString(state, list.at(tool.row)?.text);
		case 'copyAddress':
			return copyStringAddress(state, list.at(tool.row)?.address, context);
		case undefined:
			return {state};
	}
}

function leave(state: ScreenState, tool: StringsTool): Update {
	const closed = closeTool(state);
	return tool.end === undefined
		? {state: closed, effect: {kind: 'inspect', inspection: {kind: 'stop'}}}
		: {state: closed};
}

function copyString(state: ScreenState, text: string | undefined): Update {
	return text === undefined
		? {state}
		: {
				state: {...state, message: "Sent the string to the terminal's clipboard."},
				effect: {kind: 'copy', text},
			};
}

function copyStringAddress(state: ScreenState, address: number | undefined, {snapshot}: Derived): Update {
	return address === undefined ? {state} : copyNumber(state, address, snapshot.process.addressDigits);
}

function change(state: ScreenState, tool: StringsTool): Update {
	return {state: {...state, tool}};
}
