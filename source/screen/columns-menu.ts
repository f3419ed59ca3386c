import type {Derived} from './derive.ts';
import type {Command} from './keys.ts';
import {isMove, movedRow} from './move.ts';
import type {Overlay, ScreenState} from './state.ts';

type ColumnsOverlay = Extract<Overlay, {kind: 'columns'}>;

/** A key in the column chooser: Space or Enter switches the column under the cursor, o or Esc closes. */
export function updateColumnsMenu(
	state: ScreenState,
	overlay: ColumnsOverlay,
	key: string,
	command: Command | undefined,
	{optionalColumns, layout}: Derived,
): ScreenState {
	if (isMove(command)) {
		const row = movedRow(overlay.row, command, optionalColumns.length, layout.regionRows);
		return {...state, overlay: {...overlay, row}};
	}

	if (key === 'space' || key === 'enter') {
		const column = optionalColumns[overlay.row];
		if (!column) {
			return state;
		}

		const chosenColumns = new Set(state.chosenColumns);
		if (!chosenColumns.delete(column.id)) {
			chosenColumns.add(column.id);
		}

		return {...state, chosenColumns};
	}

	const isClosed = command === 'chooseColumns' || command === 'drillOut' || command === 'quit';
	return isClosed ? {...state, overlay: undefined} : state;
}
