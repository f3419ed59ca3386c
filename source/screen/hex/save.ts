import {formatAddress} from '../../model/format.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {editText, type TextField, textFieldOf} from '../text-field.ts';
import type {HexTool} from './state.ts';

/** Opens the prompt with a name for the bytes: where they begin. */
export function openSaveBytes(tool: HexTool): HexTool {
	return {...tool, file: textFieldOf(`memory-${formatAddress(tool.start, 8)}.bin`)};
}

/** A key while the name is typed: Enter saves the bytes under it, Esc saves nothing. */
export function updateSaveBytes(state: ScreenState, tool: HexTool & {readonly file: TextField}, key: string): Update {
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
