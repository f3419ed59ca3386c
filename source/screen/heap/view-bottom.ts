import type {Line} from '../line.ts';
import type {CommandOf} from '../tool-keys.ts';
import {viewHints} from '../view/key-line.ts';
import {toolHints} from '../view/tool-hints.ts';
import {type HeapTool, isWithoutHeap} from './state.ts';

/** The keys that are of use now. */
export function viewHeapBottom(tool: HeapTool, columns: number): Line {
	const hints = toolHints('heap')
		.filter(({command}) => command === 'toggleHelp' || isOfUse(tool, command))
		.map(hint => ({...hint, hint: sayHint(tool, hint.command) ?? hint.hint}));
	return viewHints(hints, columns);
}

function isOfUse(tool: HeapTool, command: CommandOf<'heap'>): boolean {
	if (isWithoutHeap(tool)) {
		return command === 'close' || command === 'walkAgain';
	}

	switch (command) {
		case 'nextMistake':
			return tool.arenas.some(({inconsistencyCount}) => inconsistencyCount > 0);
		case 'sort':
		case 'walkAgain':
			return tool.end !== undefined;
		default:
			return true;
	}
}

/** Where a key does something else than the table says. */
function sayHint({panel, end}: HeapTool, command: CommandOf<'heap'> | 'toggleHelp'): string | undefined {
	switch (command) {
		case 'open':
			return panel === 'arenas' ? 'its chunks' : undefined;
		case 'switchPanel':
			return panel === 'arenas' ? 'chunks' : undefined;
		case 'close':
			return end === undefined ? 'stop' : undefined;
		default:
			return undefined;
	}
}
