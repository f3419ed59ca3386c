import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import type {HexTool} from './state.ts';
import {clampTop, missingBytes} from './window.ts';

/** Scrolls so that an address is in the first line, or as near to it as can be, and asks for bytes that are missing. */
export function showFrom(state: ScreenState, tool: HexTool, top: number, context: Derived): Update {
	const moved = {...tool, top: clampTop(tool, top, context)};
	const inspection = missingBytes(moved, context);
	return {state: {...state, tool: moved}, ...(inspection && {effect: {kind: 'inspect', inspection}})};
}

/** Shows an address of the region, in the first line where that can be. */
export function goToByte(state: ScreenState, tool: HexTool, address: number, context: Derived): Update {
	return showFrom(state, {...tool, mark: {address, length: 1}}, address, context);
}
