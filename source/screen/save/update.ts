import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {editText, textFieldOf} from '../text-field.ts';
import {closeTool, openAbove} from '../tool-stack.ts';
import type {SaveTool} from './state.ts';

/** What the extension of a file's name says is to be saved. */
const savedFormats = ['vmmap', 'json', 'csv', 'txt', 'mmp'] as const;

/** Opens the prompt with a name for the process: its own, as far as it can stand in a file's name. */
export function openSave(state: ScreenState, {snapshot}: Derived): ScreenState {
	const name = snapshot.process.name.replaceAll(/[^\w.-]+/g, '-').replace(/^[-.]+/, '') || 'process';
	return openAbove(state, {
		kind: 'save',
		field: textFieldOf(`${[name, snapshot.process.pid].filter(part => part !== undefined).join('-')}.vmmap`),
		mistake: undefined,
	});
}

/** A key while the name is typed: Enter saves under it, Esc saves nothing. */
export function updateSave(state: ScreenState, tool: SaveTool, key: string): Update {
	switch (key) {
		case 'escape':
			return {state: closeTool(state)};
		case 'enter':
			return save(state, tool);
		default:
			return {state: {...state, tool: {...tool, field: editText(tool.field, key), mistake: undefined}}};
	}
}

function save(state: ScreenState, tool: SaveTool): Update {
	const file = tool.field.text.trim();
	if (savedFormats.some(format => file.toLowerCase().endsWith(`.${format}`))) {
		return {state: {...closeTool(state), message: `Saving ${file} ...`}, effect: {kind: 'save', file}};
	}

	const mistake = `The name must end in ${savedFormats.map(format => `.${format}`).join(', ')}: that is the format.`;
	return {state: {...state, tool: {...tool, mistake}}};
}
