import {drawLine} from './draw-line.ts';
import {drawTimes} from './draw-times.ts';
import {layOutTime, type TimeColumns} from './lay-out-time.ts';
import {reduceSeries} from './reduce-series.ts';
import {findScale, type Scale} from './scale.ts';

/** What a chart shows of snapshots, in the order of time. */
export type ChartData = {
	/** Milliseconds since 1970, ascending. */
	readonly times: ArrayLike<number>;
	/** The lines, the first on top: bytes in each snapshot, NaN where they are unknown. */
	readonly series: readonly ArrayLike<number>[];
	/** Whether nothing is known of the time before a snapshot. */
	readonly isGapBefore: (index: number) => boolean;
	readonly isMarked: (index: number) => boolean;
	/** The snapshot that is shown. */
	readonly cursor: number;
};

export type ChartSize = {
	/** Cells, the labels included. */
	readonly width: number;
	/** Rows, the axis and the times included. */
	readonly height: number;
	/** Writes bytes in at most so many cells. */
	readonly format: (bytes: number, width: number) => string;
	/** Writes a time; always as long. */
	readonly formatTime: (time: number) => string;
};

export type Chart = {
	/** From the top: the lines, the axis with marks, the times. */
	readonly rows: readonly ChartRow[];
	/** Where snapshots stand; column 0 is the first behind the labels. */
	readonly columns: TimeColumns;
	/** Cells before column 0. */
	readonly labelWidth: number;
};

/** Pieces of one row, from the left; together they have the width of the chart. */
export type ChartRow = readonly ChartSpan[];

export type ChartSpan = {
	readonly text: string;
	/** The line that it is a piece of, as its place in `series`; undefined for all else. */
	readonly series: number | undefined;
	readonly part: 'label' | 'line' | 'cursor' | 'mark' | 'axis' | 'time' | 'blank';
};

/** Wide enough for 9,999,999 K, or for more in a larger unit; always the same, so that the chart stands still. */
const labelWidth = 9;

/** Rows below the lines: the axis and the times. */
const rowsBelow = 2;

/** What can be drawn at all: two rows of lines, and a column behind the labels. */
const leastHeight = rowsBelow + 2;
const leastWidth = labelWidth + 2;

/** About so many rows lie between two labels of the scale. */
const rowsPerLabel = 3;

/**
 * Draws lines of memory over time, with a scale, times, marks and the place of the shown snapshot. However many snapshots
 * stand in a column, the lowest and the highest of them are seen. No rows where there is no snapshot or no room.
 */
export function chartLines(data: ChartData, size: ChartSize): Chart {
	const width = Math.max(0, size.width - labelWidth - 1);
	const columns = layOutTime({times: data.times, isGapBefore: data.isGapBefore, width});
	if (data.times.length === 0 || size.height < leastHeight || size.width < leastWidth) {
		return {rows: [], columns, labelWidth: labelWidth + 1};
	}

	const highestRow = size.height - rowsBelow - 1;
	const lines = data.series.map(values => reduceSeries(values, columns));
	const scale = findScale(lines);
	const cells = createCells(highestRow + 1, width);
	drawCursor(cells, columns.columnOf(data.cursor));
	for (const [index, line] of [...lines.entries()].toReversed()) {
		for (const {row, column, text} of drawLine(line, scale, highestRow, index)) {
			const cellRow = cells[row];
			if (cellRow) {
				cellRow[column] = {text, series: index, part: 'line'};
			}
		}
	}

	const plotted = cells.map((row, index) => joinCells([...drawScale(scale, index, highestRow, size.format), ...row]));
	return {
		rows: [
			...plotted,
			joinCells([...drawLabel(''), {...plain, text: '└', part: 'axis'}, ...drawAxis(data, columns, width)]),
			joinCells([...drawLabel(''), plain, ...drawTimes(data.times, columns, width, size.formatTime)]),
		],
		columns,
		labelWidth: labelWidth + 1,
	};
}

const plain = {text: ' ', series: undefined, part: 'blank'} as const satisfies ChartSpan;

function createCells(rows: number, width: number): ChartSpan[][] {
	return Array.from({length: rows}, () => Array.from({length: width}, () => plain));
}

function drawCursor(cells: readonly ChartSpan[][], column: number): void {
	for (const row of cells) {
		row[column] = {...plain, text: '┊', part: 'cursor'};
	}
}

/** The label of a row and the axis beside it: at the top, at the bottom and here and there between. */
function drawScale(
	{bottom, top}: Scale,
	row: number,
	highestRow: number,
	format: ChartSize['format'],
): readonly ChartSpan[] {
	const labels = Math.max(1, Math.floor(highestRow / rowsPerLabel));
	const isLabelled = Array.from({length: labels + 1}, (_, label) => Math.round((label * highestRow) / labels)).includes(
		row,
	);
	const bytes = top - ((top - bottom) * row) / highestRow;
	const text = isLabelled ? format(bytes, labelWidth) || '0' : '';
	return [...drawLabel(text), {...plain, text: isLabelled ? '┤' : '│', part: 'axis'}];
}

function drawLabel(text: string): readonly ChartSpan[] {
	return [{...plain, text: text.padStart(labelWidth), part: 'label'}];
}

/** The axis: `m` under marked snapshots, `^` under the shown one, broken under gaps. */
function drawAxis({isMarked, cursor, times}: ChartData, columns: TimeColumns, width: number): readonly ChartSpan[] {
	const cells: ChartSpan[] = Array.from({length: width}, (_, column) => ({
		...plain,
		text: columns.isGap(column) ? '╌' : '─',
		part: 'axis',
	}));
	cells[columns.columnOf(cursor)] = {...plain, text: '^', part: 'cursor'};
	for (let index = 0; index < times.length; index++) {
		if (isMarked(index)) {
			cells[columns.columnOf(index)] = {...plain, text: 'm', part: 'mark'};
		}
	}

	return cells;
}

/** Makes one piece of neighbours that look the same. */
function joinCells(cells: readonly ChartSpan[]): ChartRow {
	const row: ChartSpan[] = [];
	for (const cell of cells) {
		const last = row.at(-1);
		if (last && last.series === cell.series && last.part === cell.part) {
			row.splice(-1, 1, {...last, text: last.text + cell.text});
		} else {
			row.push(cell);
		}
	}

	return row;
}
