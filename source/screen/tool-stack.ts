import type {ScreenState} from './state.ts';
import type {Tool} from './tool.ts';

/** Opens a tool on top of what has the keys now, a tool or the list: closing it leads back there. */
export function openAbove(state: ScreenState, tool: Tool): ScreenState {
	return {...state, tool, toolsBelow: [...state.toolsBelow, state.tool]};
}

/** Shows the list on top of the open tool: Esc leads back to the tool. */
export function showListAbove(state: ScreenState, tool: Tool, message: string): ScreenState {
	return {...state, tool: undefined, toolsBelow: [...state.toolsBelow, tool], message};
}

/** Closes what is open: what it was opened from is there again. */
export function closeTool(state: ScreenState): ScreenState {
	return {...state, tool: state.toolsBelow.at(-1), toolsBelow: state.toolsBelow.slice(0, -1)};
}

/** Whether the list was opened from a tool, to which Esc leads back. */
export function isListAbove({tool, toolsBelow, panel}: ScreenState): boolean {
	return tool === undefined && toolsBelow.length > 0 && panel === 'regions';
}
