import {copyLines, copyNumber} from '../copy.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import {emptyGoTo} from '../go-to/state.ts';
import {findCommand} from '../keys.ts';
import {isMove} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {textFieldOf} from '../text-field.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool, openAbove} from '../tool-stack.ts';
import {findAgain, updateFindField} from './find.ts';
import {hexLines} from './lines.ts';
import {goToNextPage, moveTop} from './move.ts';
import {openSaveBytes, updateSaveBytes} from './save.ts';
import {showFrom} from './show-from.ts';
import type {HexTool} from './state.ts';
import {bytesPerLine, hexHeight, readAround} from './window.ts';

/** A key in the hex view: what moves scrolls, the others are in `toolKeys`. */
export function updateHex(state: ScreenState, tool: HexTool, key: string, context: Derived): Update {
	if (tool.file) {
		return updateSaveBytes(state, {...tool, file: tool.file}, key);
	}

	if (tool.findField) {
		return updateFindField(state, tool, tool.findField.field, key, context);
	}

	const move = findCommand(key);
	if (isMove(move)) {
		return showFrom(state, tool, moveTop(tool, move, context), context);
	}

	switch (findToolCommand('hex', key)) {
		case 'close':
			return tool.find?.isRunning
				? {
						state: {...state, tool: {...tool, find: {...tool.find, isRunning: false}}},
						effect: {kind: 'inspect', inspection: {kind: 'stop find'}},
					}
				: {state: closeTool(state)};
		case 'find':
			return {state: {...state, tool: {...tool, findField: {field: textFieldOf(''), mistake: undefined}}}};
		case 'findNext':
			return findAgain(state, tool, false, context);
		case 'findPrevious':
			return findAgain(state, tool, true, context);
		case 'nextPage':
			return goToNextPage(state, tool, context);
		case 'goTo':
			return {state: openAbove(state, emptyGoTo)};
		case 'readAgain': {
			const bottom = tool.top + hexHeight(context) * bytesPerLine(tool, context.layout.columns);
			return {state, effect: {kind: 'inspect', inspection: readAround(context.snapshot, tool, tool.top, bottom)}};
		}
		case 'save':
			return {state: {...state, tool: openSaveBytes(tool)}};
		case 'copyAddress':
			return copyNumber(state, tool.top, context.snapshot.process.addressDigits);
		case 'copyLines':
			return copyLines(state, hexLines(tool, context));
		case undefined:
			return {state};
	}
}
