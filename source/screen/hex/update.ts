import {isSpace} from '../../model/address-map/is-empty.ts';
import {formatAddress} from '../../model/format.ts';
import {type Finding, isRead, pageStates, type Range} from '../../model/inspection.ts';
import {typeName} from '../../model/memory-type.ts';
import {regionStart, textAt} from '../../model/snapshot.ts';
import {escapeText} from '../../model/text.ts';
import {copyLines, copyNumber} from '../copy.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import {emptyGoTo} from '../go-to/state.ts';
import {findCommand} from '../keys.ts';
import {isMove, type MoveCommand} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {editText, type TextField, textFieldOf} from '../text-field.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool, openAbove} from '../tool-stack.ts';
import {findAgain, updateFindField} from './find.ts';
import {hexLines} from './lines.ts';
import {sayPresence} from './presence.ts';
import {showFrom} from './show-from.ts';
import type {HexMark, HexTool} from './state.ts';
import {bytesPerLine, hexHeight, readAround} from './window.ts';

/** Opens the bytes of the region under the cursor, at the block that the cursor is on. */
export function openHex(state: ScreenState, context: Derived): Update {
	const {snapshot, tree, row} = context;
	const {blocks, regions} = snapshot;
	const shown = tree.rowCount === 0 ? undefined : tree.rowAt(row);
	if (!shown || isSpace(regions.type[shown.region] ?? 0)) {
		return {state: {...state, message: 'There are no bytes here: x shows those of the region under the cursor.'}};
	}

	const start = regionStart(snapshot, shown.region);
	const last = (regions.firstBlock[shown.region + 1] ?? 1) - 1;
	const details = textAt(snapshot, regions.details, shown.region);
	const range = {start, end: (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0)};
	const title = `${typeName(regions.type[shown.region] ?? 0)}  ${details}`;
	const top = shown.kind === 'block' ? (blocks.start[shown.block] ?? start) : start;
	return openBytes(state, range, title, top, context);
}

/**
 * Opens the bytes of any range, from `top` on, some of which may stand out; closing them leads back. The title is as the
 * system or the program has it.
 */
export function openBytes(
	state: ScreenState,
	{start, end}: Range,
	title: string,
	top: number,
	context: Derived,
	mark?: HexMark,
): Update {
	const tool: HexTool = {
		kind: 'hex',
		start,
		end,
		title: escapeText(title),
		top: start,
		loaded: undefined,
		refusal: undefined,
		findField: undefined,
		find: undefined,
		mark,
		file: undefined,
	};
	return showFrom(openAbove(state, tool), tool, top, context);
}

/** A key in the hex view: what moves scrolls, the others are in `toolKeys`. */
export function updateHex(state: ScreenState, tool: HexTool, key: string, context: Derived): Update {
	if (tool.file) {
		return updateFile(state, {...tool, file: tool.file}, key);
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
			return {state: {...state, tool: {...tool, file: textFieldOf(`memory-${formatAddress(tool.start, 8)}.bin`)}}};
		case 'copyAddress':
			return copyNumber(state, tool.top, context.snapshot.process.addressDigits);
		case 'copyLines':
			return copyLines(state, hexLines(tool, context));
		case undefined:
			return {state};
	}
}

/** Shows an address of the region, in the first line where that can be. */
export function goToByte(state: ScreenState, tool: HexTool, address: number, context: Derived): Update {
	return showFrom(state, {...tool, mark: {address, length: 1}}, address, context);
}

/** Takes what was read, where it belongs to what is open. */
export function receiveBytes(tool: HexTool, finding: Finding): HexTool {
	if (finding.kind === 'bytes' && finding.start < tool.end && finding.start + finding.bytes.length > tool.start) {
		return {...tool, loaded: finding, refusal: undefined};
	}

	return finding.kind === 'refused' && (finding.inspection === 'read' || finding.inspection === 'find')
		? {...tool, refusal: finding.sentence, find: tool.find && {...tool.find, isRunning: false}}
		: tool;
}

function updateFile(state: ScreenState, tool: HexTool & {readonly file: TextField}, key: string): Update {
	const field = tool.file;
	switch (key) {
		case 'escape':
			return {state: {...state, tool: {...tool, file: undefined}}};
		case 'enter': {
			const file = field.text.trim();
			const closed = {...state, tool: {...tool, file: undefined}};
			return file === ''
				? {state: closed}
				: {
						state: {...closed, message: `Writing ${file} ...`},
						effect: {kind: 'inspect', inspection: {kind: 'save', start: tool.start, end: tool.end, file}},
					};
		}
		default:
			return {state: {...state, tool: {...tool, file: editText(field, key)}}};
	}
}

function moveTop(tool: HexTool, command: MoveCommand, context: Derived): number {
	const line = bytesPerLine(tool, context.layout.columns);
	const page = Math.max(1, hexHeight(context) - 1) * line;
	switch (command) {
		case 'moveUp':
			return tool.top - line;
		case 'moveDown':
			return tool.top + line;
		case 'pageUp':
			return tool.top - page;
		case 'pageDown':
			return tool.top + page;
		case 'moveFirst':
			return tool.start;
		case 'moveLast':
			return tool.end;
	}
}

/** The first page in memory behind the one that the window begins in, as far as that is known. */
function goToNextPage(state: ScreenState, tool: HexTool, context: Derived): Update {
	const {loaded, top} = tool;
	if (!loaded) {
		return {state};
	}

	const {pages, pageSize, start, next} = loaded;
	const following = pages.findIndex(
		(code, page) => isRead(pageStates[code] ?? 'unreadable') && start + page * pageSize > top,
	);
	const target = following >= 0 ? start + following * pageSize : next;
	return target === undefined
		? {state: {...state, message: `No further page of the region is ${sayPresence(context.snapshot.platform)}.`}}
		: showFrom(state, tool, target, context);
}
