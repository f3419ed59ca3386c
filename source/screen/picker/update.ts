import {scrollWindow} from '../../model/window.ts';
import {type Command, findCommand} from '../keys.ts';
import {isMove, movedRow} from '../move.ts';
import {editText} from '../text-field.ts';
import {pickerRow, pickerRows} from './rows.ts';
import {type PickerEntry, type PickerState, pickerColumns} from './state.ts';

export type PickerEffect =
	| {readonly kind: 'pick'; readonly pid: number}
	| {readonly kind: 'cancel'}
	| {readonly kind: 'quit'}
	| {readonly kind: 'reload'};

export type PickerUpdate = {readonly state: PickerState; readonly effect?: PickerEffect};

/**
 * Applies one key to the picker. What can be typed goes to the filter, so commands are keys that cannot: arrows, Enter,
 * Tab for the next sort column, Shift+Tab to reverse, F5 to read the list again, Esc to clear the filter or leave.
 */
export function updatePicker(state: PickerState, key: string, height: number): PickerUpdate {
	const quiet = state.message === undefined ? state : {...state, message: undefined};
	switch (key) {
		case 'ctrl+c':
			return {state: quiet, effect: {kind: 'quit'}};
		case 'enter':
			return pick(quiet);
		case 'escape':
			return quiet.field.text === ''
				? {state: quiet, effect: {kind: 'cancel'}}
				: {state: {...quiet, field: {text: '', caret: 0}, pid: undefined, top: 0}};
		case 'f5':
			return {state: quiet, effect: {kind: 'reload'}};
		case 'tab':
			return {state: {...quiet, sort: {column: nextColumn(quiet), isReversed: false}, pid: undefined, top: 0}};
		case 'shift+tab':
			return {
				state: {...quiet, sort: {...quiet.sort, isReversed: !quiet.sort.isReversed}, pid: undefined, top: 0},
			};
		default:
			return {state: moveOrType(quiet, key, height)};
	}
}

function moveOrType(state: PickerState, key: string, height: number): PickerState {
	const command: Command | undefined = key.length > 1 ? findCommand(key) : undefined;
	if (isMove(command)) {
		return movePicker(
			state,
			pickerRows(state),
			row => movedRow(row, command, pickerRows(state).length, height),
			height,
		);
	}

	const field = editText(state.field, key);
	return field.text === state.field.text ? {...state, field} : {...state, field, pid: undefined, top: 0};
}

function movePicker(
	state: PickerState,
	rows: readonly PickerEntry[],
	move: (row: number) => number,
	height: number,
): PickerState {
	const row = move(pickerRow(state, rows));
	const entry = rows[row];
	return entry
		? {...state, pid: entry.pid, top: scrollWindow({rowCount: rows.length, height, cursor: row, top: state.top})}
		: state;
}

function pick(state: PickerState): PickerUpdate {
	const rows = pickerRows(state);
	const entry = rows[pickerRow(state, rows)];
	return entry ? {state, effect: {kind: 'pick', pid: entry.pid}} : {state};
}

function nextColumn({sort}: PickerState) {
	const present = pickerColumns.findIndex(({id}) => id === sort.column);
	return pickerColumns[(present + 1) % pickerColumns.length]?.id ?? sort.column;
}
