import {plot} from 'asciichart';
import type {ReducedSeries} from './reduce-series.ts';
import {heightOf, rowOf, type Scale} from './scale.ts';

/** A character of a line, by row from the top and column. */
export type Mark = {
	readonly row: number;
	readonly column: number;
	readonly text: string;
};

/**
 * What asciichart draws with: where a line begins, the axis, the ends of a line, level, up and down at either end, and
 * steep. Each line of a chart has another set, so that lines can be told apart without colour.
 */
const symbolSets: readonly [Symbols, ...Symbols[]] = [
	['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'],
	['╋', '┫', '╺', '╸', '━', '┗', '┏', '┓', '┛', '┃'],
	['╬', '╣', '═', '═', '═', '╚', '╔', '╗', '╝', '║'],
];

type Symbols = [string, string, string, string, string, string, string, string, string, string];

/** The character that a level part of a line is made of, for the legend. */
export function lineSign(index: number): string {
	return symbolsOf(index)[4];
}

/**
 * Draws one line in rows 0 to `highestRow` from the top. Where several snapshots stand in a column, the line reaches
 * from the lowest to the highest of them.
 */
export function drawLine(line: ReducedSeries, scale: Scale, highestRow: number, index: number): readonly Mark[] {
	const symbols = symbolsOf(index);
	return findSegments(line.last).flatMap(segment => [
		...drawRange(line, segment, scale, highestRow, symbols[9]),
		...drawSegment(line, segment, scale, highestRow, symbols),
	]);
}

function symbolsOf(index: number): Symbols {
	return symbolSets[index % symbolSets.length] ?? symbolSets[0];
}

/** Columns from `from` to before `end` in which the line is known. */
type Segment = {readonly from: number; readonly end: number};

function findSegments(values: Float64Array): readonly Segment[] {
	const segments: Segment[] = [];
	for (let column = 0; column < values.length; ) {
		let end = column;
		while (end < values.length && !Number.isNaN(values[end])) {
			end++;
		}

		if (end > column) {
			segments.push({from: column, end});
		}

		column = end + 1;
	}

	return segments;
}

/** The axis and the blank before it, which asciichart draws and which are cut off. */
const plotOffset = 2;

function drawSegment(
	{first, last}: ReducedSeries,
	{from, end}: Segment,
	scale: Scale,
	highestRow: number,
	symbols: Symbols,
): readonly Mark[] {
	// asciichart draws between points, so a column is the way from the value before it to its own.
	const points = [first[from] ?? 0, ...last.subarray(from, end)].map(value => heightOf(value, scale, highestRow));
	const text = plot(points, {
		min: 0,
		max: highestRow,
		height: highestRow,
		offset: plotOffset,
		format: () => ' ',
		symbols,
	});
	return text.split('\n').flatMap((characters, row) =>
		[...characters]
			.slice(plotOffset)
			.map((character, column) => ({row, column: from + column, text: character}))
			.filter(({text: character}) => character !== ' '),
	);
}

function drawRange(
	{lowest, highest}: ReducedSeries,
	{from, end}: Segment,
	scale: Scale,
	highestRow: number,
	steep: string,
): readonly Mark[] {
	const marks: Mark[] = [];
	for (let column = from; column < end; column++) {
		const high = rowOf(highest[column] ?? 0, scale, highestRow);
		for (let row = rowOf(lowest[column] ?? 0, scale, highestRow); row <= high; row++) {
			marks.push({row: highestRow - row, column, text: steep});
		}
	}

	return marks;
}
