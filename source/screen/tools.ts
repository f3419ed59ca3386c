import type {Derived} from './derive.ts';
import {emptyGoTo, type GoToTool} from './go-to/state.ts';
import {updateGoTo} from './go-to/update.ts';
import type {ScreenState} from './state.ts';

/** What looks inside a process and has the keys while it is open. */
export type Tool = GoToTool;

export type ToolCommand = 'goToAddress';

export function openTool(state: ScreenState, command: ToolCommand): {readonly state: ScreenState} {
	switch (command) {
		case 'goToAddress':
			return {state: {...state, tool: emptyGoTo}};
	}
}

/** A key while a tool is open. */
export function updateTool(
	state: ScreenState,
	tool: Tool,
	key: string,
	context: Derived,
): {readonly state: ScreenState} {
	switch (tool.kind) {
		case 'goTo':
			return {state: updateGoTo(state, tool, key, context)};
	}
}
