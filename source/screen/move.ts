import {scrollWindow} from '../model/window.ts';
import type {Derived} from './derive.ts';
import {rowKey} from './row-key.ts';
import type {ScreenState} from './state.ts';

export type MoveCommand = 'moveUp' | 'moveDown' | 'pageUp' | 'pageDown' | 'moveFirst' | 'moveLast';

/** Where a cursor in `row` of `count` rows goes, `page` rows being visible; always a row that exists, 0 where there is none. */
export function movedRow(row: number, command: MoveCommand, count: number, page: number): number {
	return Math.max(0, Math.min(count - 1, row + distance(command, count, page)));
}

function distance(command: MoveCommand, count: number, page: number): number {
	switch (command) {
		case 'moveUp':
			return -1;
		case 'moveDown':
			return 1;
		case 'pageUp':
			return -Math.max(1, page - 1);
		case 'pageDown':
			return Math.max(1, page - 1);
		case 'moveFirst':
			return -count;
		case 'moveLast':
			return count;
	}
}

/** Whether a command moves the cursor, for menus that share the keys. */
export function isMove(command: string | undefined): command is MoveCommand {
	return (
		command === 'moveUp' ||
		command === 'moveDown' ||
		command === 'pageUp' ||
		command === 'pageDown' ||
		command === 'moveFirst' ||
		command === 'moveLast'
	);
}

/** Moves the cursor of the panel that has the keys. */
export function move(state: ScreenState, command: MoveCommand, context: Derived): ScreenState {
	switch (state.panel) {
		case 'types': {
			const position = movedRow(
				typePosition(state, context),
				command,
				context.typeRows.length,
				context.layout.typeRows,
			);
			return {...state, typeRow: context.typeRows[position] ?? 0};
		}
		case 'regions':
			return moveToRow(
				state,
				movedRow(context.row, command, context.tree.rowCount, context.layout.regionRows),
				context,
			);
		case 'timeline':
			return state;
		case 'details': {
			const page = context.layout.regionRows + 2;
			return {...state, detailsTop: movedRow(state.detailsTop, command, context.detailLines.length - page + 1, page)};
		}
	}
}

/** Puts the cursor of the region list on `row`, and scrolls only where it would leave the window. */
export function moveToRow(state: ScreenState, row: number, {tree, snapshot, layout}: Derived): ScreenState {
	if (tree.rowCount === 0) {
		return state;
	}

	const top = scrollWindow({rowCount: tree.rowCount, height: layout.regionRows, cursor: row, top: state.top});
	return {...state, cursor: rowKey(snapshot, tree.rowAt(row)), top, detailsTop: 0};
}

/** Goes to the next or previous region, past the blocks of the one that is unfolded; says so at the ends. */
export function moveToMatch(state: ScreenState, step: 1 | -1, context: Derived): ScreenState {
	const {tree} = context;
	for (let row = context.row + step; row >= 0 && row < tree.rowCount; row += step) {
		if (tree.rowAt(row).kind === 'region') {
			return moveToRow({...state, panel: 'regions'}, row, context);
		}
	}

	return {...state, message: step === 1 ? 'No further match below.' : 'No further match above.'};
}

/** Position of the type cursor among the rows that are shown; the nearest above where its own is left out. */
export function typePosition({typeRow}: ScreenState, {typeRows}: Derived): number {
	return Math.max(
		0,
		typeRows.findLastIndex(row => row <= typeRow),
	);
}
