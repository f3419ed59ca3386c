import {isRead, pageStates} from '../../model/inspection.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {MoveCommand} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {sayPresence} from './presence.ts';
import {showFrom} from './show-from.ts';
import type {HexTool} from './state.ts';
import {bytesPerLine, hexHeight} from './window.ts';

/** The address that the first line shows after a move; it may be too far. */
export function moveTop(tool: HexTool, command: MoveCommand, context: Derived): number {
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

/** Goes to the first page in memory behind the one that the window begins in, as far as that is known. */
export function goToNextPage(state: ScreenState, tool: HexTool, context: Derived): Update {
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
