import {formatSize} from '../../model/format.ts';
import {escapeText, fitText, padText, wrapText} from '../../model/text.ts';
import {type Line, plain} from '../line.ts';
import {pickerRow, pickerRows} from './rows.ts';
import {type PickerColumnId, type PickerEntry, type PickerState, pickerColumns} from './state.ts';

export type PickerView = {
	readonly title: Line;
	readonly heading: Line;
	readonly rows: readonly Line[];
	/** What is typed, or why a process cannot be shown, on as many lines as that takes. */
	readonly bottom: readonly Line[];
};

/** Title, heading and bottom line. */
const otherLines = 4;

/** How many processes fit. */
export function pickerHeight(rows: number): number {
	return Math.max(1, rows - otherLines);
}

/** Draws the picker for a terminal of `columns` x `rows`. */
export function viewPicker(state: PickerState, columns: number, rows: number): PickerView {
	const entries = pickerRows(state);
	const height = pickerHeight(rows);
	const cursor = pickerRow(state, entries);
	const top = Math.max(0, Math.min(state.top, entries.length - height));
	const bottom = bottomLines(state, columns);
	const shown = entries.slice(top, top + height - bottom.length + 1);
	return {
		title: [
			{text: 'vmmap-tui', look: {isBold: true}},
			{text: `  Pick a process: ${entries.length} of ${state.entries.filter(entry => !entry.isKernelThread).length}  `},
		],
		heading: [{text: fitText(headingText(state), columns), look: {isBold: true}}],
		rows: shown.map((entry, row) => entryLine(entry, top + row === cursor, columns)),
		bottom,
	};
}

function headingText({sort}: PickerState): string {
	const headers = pickerColumns.map(({id, header, width, isDescending}) => {
		const mark = sort.column === id ? (isDescending === sort.isReversed ? '↑' : '↓') : '';
		return align(id, header + mark, width);
	});
	return `  ${headers.join(' ')} Command`;
}

function entryLine(entry: PickerEntry, isSelected: boolean, columns: number): Line {
	const cells = pickerColumns.map(({id, width}) => align(id, cellText(entry, id, width), width));
	const text = `${isSelected ? '> ' : '  '}${cells.join(' ')} ${escapeText(entry.command ?? '')}`;
	return [{text: padText(fitText(text, columns), columns), ...(isSelected && {look: {isInverse: true}})}];
}

function cellText(entry: PickerEntry, id: PickerColumnId, width: number): string {
	switch (id) {
		case 'privateBytes':
		case 'residentBytes':
			return formatSize(entry[id], width);
		case 'pid':
			return String(entry.pid);
		default:
			return escapeText(entry[id] ?? '?');
	}
}

function align(id: PickerColumnId, text: string, width: number): string {
	const isNumber = id === 'pid' || id === 'privateBytes' || id === 'residentBytes';
	return isNumber ? text.padStart(width) : padText(fitText(text, width), width);
}

function bottomLines({field, message}: PickerState, columns: number): readonly Line[] {
	if (message !== undefined) {
		return wrapText(escapeText(message), columns).map(plain);
	}

	const {text, caret} = field;
	const hints = 'Enter open  Tab sort  Shift+Tab reverse  F5 reload  Esc back';
	const line: Line = [
		{text: `Filter: ${escapeText(text.slice(0, caret))}`},
		{text: text[caret] ?? ' ', look: {isInverse: true}},
		{text: escapeText(text.slice(caret + 1))},
		{text: `   ${hints}`, look: {isDim: true}},
	];
	return [line];
}
