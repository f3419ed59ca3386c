import type {FittedColumn} from '../../model/column.ts';
import {formatPercent} from '../../model/format.ts';
import {memoryTypes} from '../../model/memory-type.ts';
import type {Summary, SummaryRow} from '../../model/summary.ts';
import type {Line, Segment} from '../line.ts';
import {alignCell} from './region-list.ts';
import {showCount, showSize} from './show-size.ts';

/** Room for the share in percent and a bar that can be told apart from another. */
const percentWidth = 6;
const shareTitle = 'Share of Committed';
const narrowestShare = percentWidth + 6;

export type TypeTable = {readonly heading: Line; readonly rows: readonly Line[]};

export type TypeTableLook = {
	readonly width: number;
	/** Row of the summary that the cursor stands on. */
	readonly selected: number;
	/** Whether the keys go to this panel. */
	readonly isFocused: boolean;
	readonly hasColor: boolean;
	/** Whether the numbers are differences: they have signs, and no share of a whole. */
	readonly isDiff: boolean;
};

/**
 * The type table: `rows` names the rows of the summary that are shown. What is left of the width after the columns is a
 * bar for the share that each type has of all that is committed.
 */
export function viewTypeTable(
	summary: Summary,
	rows: readonly number[],
	columns: readonly FittedColumn[],
	look: TypeTableLook,
): TypeTable {
	const used = 2 + columns.reduce((sum, {fittedWidth}) => sum + fittedWidth + 1, 0);
	const shareWidth = look.width - used >= narrowestShare && !look.isDiff ? look.width - used : 0;
	const headers = columns.map(column => alignCell(column.shownHeader, column)).join(' ');
	const shareHeader = shareWidth > shareTitle.length ? shareTitle : shareWidth > 0 ? 'Share' : '';
	const heading = `  ${headers} ${shareHeader}`.padEnd(look.width).slice(0, look.width);
	return {
		heading: [{text: heading, look: {isBold: true}}],
		rows: rows.map(index => typeLine(summary, index, columns, shareWidth, look)),
	};
}

function typeLine(
	summary: Summary,
	index: number,
	columns: readonly FittedColumn[],
	shareWidth: number,
	{selected, isFocused, hasColor, isDiff}: TypeTableLook,
): Line {
	const row = summary.rows[index] ?? summary.total;
	const entry = memoryTypes[index - 1];
	const isSelected = index === selected;
	const cells = columns.map((column): Segment => {
		const text = `${alignCell(cellText(row, column, isDiff), column)} `;
		return column.id === 'type' && entry ? {text, look: {background: entry.color}} : {text};
	});
	const share = shareWidth > 0 ? shareSegments(row, summary.total.committed, shareWidth, entry, hasColor) : [];
	const line = [{text: isSelected ? '> ' : '  '}, ...cells, ...share];
	return isSelected && isFocused ? [{text: line.map(({text}) => text).join(''), look: {isInverse: true}}] : line;
}

function cellText(row: SummaryRow, column: FittedColumn, isDiff: boolean): string {
	const {fittedWidth} = column;
	if (column.measure) {
		return showSize(row[column.measure], fittedWidth, isDiff);
	}

	switch (column.id) {
		case 'type':
			return row.type;
		case 'blocks':
			return row.blocks === undefined ? '' : showCount(row.blocks, fittedWidth, isDiff);
		case 'largest':
			return row.largest === undefined ? '' : showSize(row.largest, fittedWidth, isDiff);
		default:
			return '';
	}
}

/** ` 45.2% I    `: the percentage, and a bar in the colour of the type, or of its sign where there is no colour. */
function shareSegments(
	{type, committed: part}: SummaryRow,
	committed: number | undefined,
	width: number,
	entry: (typeof memoryTypes)[number] | undefined,
	hasColor: boolean,
): readonly Segment[] {
	if (committed === undefined || part === undefined || committed === 0 || type === 'Free') {
		return [{text: ' '.repeat(width)}];
	}

	const share = part / committed;
	const room = width - percentWidth - 1;
	const length = Math.round(share * room);
	const percent = share === 0 ? '' : formatPercent(share);
	const bar: Segment =
		entry && hasColor
			? {text: ' '.repeat(length), look: {background: entry.color}}
			: {text: (entry?.sign ?? '=').repeat(length)};
	return [{text: `${percent.padStart(percentWidth)} `}, bar, {text: ' '.repeat(Math.max(0, room - length))}];
}
