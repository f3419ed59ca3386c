import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {editText, type TextField, textFieldOf} from '../text-field.ts';
import {startSearch} from './search.ts';
import type {StringsTool} from './state.ts';

/** A key while the filter is typed: it narrows the list at once. Enter searches anew where not all were kept. */
export function updateStringsFilter(state: ScreenState, tool: StringsTool, key: string, context: Derived): Update {
	const show = (filter: TextField, isTyping: boolean): Update => ({
		state: {...state, tool: {...tool, filter, isTyping, ...(filter.text !== tool.filter.text && {row: 0, top: 0})}},
	});
	switch (key) {
		case 'escape':
			return show(textFieldOf(''), false);
		case 'enter': {
			const isPart = tool.end === 'full' || tool.text !== '';
			return isPart && tool.filter.text !== tool.text
				? startSearch(state, {...tool, isTyping: false, text: tool.filter.text}, context)
				: show(tool.filter, false);
		}
		default:
			return show(editText(tool.filter, key), true);
	}
}
