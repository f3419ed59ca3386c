import {updateAddressMap} from './address-map/update.ts';
import type {Derived} from './derive.ts';
import type {Update} from './effect.ts';
import {updateGoTo} from './go-to/update.ts';
import {updateHeap} from './heap/update.ts';
import {updateHex} from './hex/update.ts';
import {updateInsights} from './insights/update.ts';
import {updateJvm} from './jvm/update.ts';
import {findCommand} from './keys.ts';
import {updateSave} from './save/update.ts';
import type {ScreenState} from './state.ts';
import {updateStrings} from './strings/update.ts';
import type {Tool} from './tool.ts';
import {updateEmpty} from './working-set/update.ts';

/** A key while a tool is open. Where no text is typed, q and ? do what they do everywhere. */
export function updateTool(state: ScreenState, tool: Tool, key: string, context: Derived): Update {
	const command = isTyping(tool) ? undefined : findCommand(key);
	if (command === 'quit') {
		return {state, effect: {kind: 'quit'}};
	}

	if (command === 'toggleHelp') {
		return {state: {...state, overlay: {kind: 'help', top: 0}}};
	}

	switch (tool.kind) {
		case 'goTo':
			return updateGoTo(state, tool, key, context);
		case 'save':
			return updateSave(state, tool, key);
		case 'addressMap':
			return updateAddressMap(state, tool, key, context);
		case 'hex':
			return updateHex(state, tool, key, context);
		case 'heap':
			return updateHeap(state, tool, key, context);
		case 'strings':
			return updateStrings(state, tool, key, context);
		case 'insights':
			return {state: updateInsights(state, tool, key, context)};
		case 'empty':
			return updateEmpty(state, tool, key, context);
		case 'jvm':
			return updateJvm(state, tool, key);
	}
}

/** Whether keys are letters of a text. */
function isTyping(tool: Tool): boolean {
	switch (tool.kind) {
		case 'goTo':
		case 'save':
			return true;
		case 'hex':
			return tool.file !== undefined || tool.findField !== undefined;
		case 'strings':
			return tool.isTyping;
		default:
			return false;
	}
}
