import {parseFilter} from '../model/filter/filter.ts';
import type {FilterEdit, ScreenState} from './state.ts';
import {editText, textFieldOf} from './text-field.ts';

export function openFilterEdit(state: ScreenState): ScreenState {
	return {
		...state,
		panel: 'regions',
		filterEdit: {field: textFieldOf(state.filter.text), mistake: undefined, before: state.filter},
	};
}

/** A key while the filter is typed: each change filters at once, a mistake leaves the list as it was. */
export function editFilterKey(state: ScreenState, edit: FilterEdit, key: string): ScreenState {
	switch (key) {
		case 'enter':
		case 'down':
		case 'up':
			return edit.mistake ? state : {...state, filterEdit: undefined};
		case 'escape':
			return {...state, filterEdit: undefined, filter: edit.before};
		default:
			return typeFilter(state, edit, key);
	}
}

function typeFilter(state: ScreenState, edit: FilterEdit, key: string): ScreenState {
	const field = editText(edit.field, key);
	if (field.text === edit.field.text) {
		return {...state, filterEdit: {...edit, field}};
	}

	const parsed = parseFilter(field.text, {isDiff: state.isDiff});
	if (parsed.kind === 'mistake') {
		return {...state, filter: edit.before, filterEdit: {...edit, field, mistake: parsed}};
	}

	return {
		...state,
		filter: {text: field.text, parsed},
		filterEdit: {...edit, field, mistake: undefined},
		cursor: undefined,
		top: 0,
	};
}
