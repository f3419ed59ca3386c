import type {FittedColumn} from '../../model/column.ts';
import {formatCount, formatPercent, formatSize} from '../../model/format.ts';
import {memoryTypes} from '../../model/memory-type.ts';
import type {Summary, SummaryRow} from '../../model/summary.ts';
import type {Line, Segment} from '../line.ts';
import {alignCell} from './region-list.ts';

/** Room for the share in percent and a bar that can be told apart from another. */
const percentWidth = 6;
const narrowestShare = percentWidth + 6;

export type TypeTable = {readonly heading: Line; readonly rows: readonly Line[]};

/**
 * The type table: `rows` names the rows of the summary that are shown. What is left of `width` after the columns is a
 * bar for the share that each type has of all that is committed.
 */
export function viewTypeTable(
	summary: Summary,
	rows: readonly number[],
	columns: readonly FittedColumn[],
	{width, selected, isFocused}: {readonly width: number; readonly selected: number; readonly isFocused: boolean},
): TypeTable {
	const used = 2 + columns.reduce((sum, {fittedWidth}) => sum + fittedWidth + 1, 0);
	const shareWidth = width - used >= narrowestShare ? width - used : 0;
	const {committed} = summary.total;
	const headers = columns.map(column => alignCell(column.shownHeader, column)).join(' ');
	return {
		heading: [
			{
				text: `  ${headers}${shareWidth > 0 ? ' Share of Committed' : ''}`.padEnd(width).slice(0, width),
				look: {isBold: true},
			},
		],
		rows: rows.flatMap(index => {
			const row = summary.rows[index];
			return row ? [typeLine(row, index, columns, shareWidth, committed, index === selected, isFocused)] : [];
		}),
	};
}

function typeLine(
	row: SummaryRow,
	index: number,
	columns: readonly FittedColumn[],
	shareWidth: number,
	committed: number | undefined,
	isSelected: boolean,
	isFocused: boolean,
): Line {
	const mark = isSelected ? '> ' : '  ';
	const cells = columns.map((column): Segment => {
		const text = `${alignCell(cellText(row, column), column)} `;
		const color = memoryTypes[index - 1]?.color;
		return column.id === 'type' && color !== undefined ? {text, look: {background: color}} : {text};
	});
	const share = shareWidth > 0 ? shareSegments(row, committed, shareWidth, memoryTypes[index - 1]?.color) : [];
	const line = [{text: mark}, ...cells, ...share];
	return isSelected && isFocused ? [{text: line.map(({text}) => text).join(''), look: {isInverse: true}}] : line;
}

function cellText(row: SummaryRow, column: FittedColumn): string {
	if (column.measure) {
		return formatSize(row[column.measure], column.fittedWidth);
	}

	switch (column.id) {
		case 'type':
			return row.type;
		case 'blocks':
			return row.blocks === undefined ? '' : formatCount(row.blocks, column.fittedWidth);
		case 'largest':
			return row.largest === undefined ? '' : formatSize(row.largest, column.fittedWidth);
		default:
			return '';
	}
}

/** ` 45.2% IIIIII`: the percentage, and a bar of signs on the colour of the type. */
function shareSegments(
	row: SummaryRow,
	committed: number | undefined,
	width: number,
	color: string | undefined,
): readonly Segment[] {
	if (committed === undefined || row.committed === undefined || committed === 0 || row.type === 'Free') {
		return [{text: ' '.repeat(width)}];
	}

	const share = row.committed / committed;
	const room = width - percentWidth - 1;
	const length = Math.round(share * room);
	const percent = share === 0 ? '' : formatPercent(share);
	return [
		{text: `${percent.padStart(percentWidth)} `},
		{text: '#'.repeat(length), ...(color !== undefined && {look: {background: color}})},
		{text: ' '.repeat(Math.max(0, room - length))},
	];
}
