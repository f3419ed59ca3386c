import type {Measure} from '../../model/measure.ts';
import {memoryTypes, type TypeCode} from '../../model/memory-type.ts';
import type {Summary, SummaryRow} from '../../model/summary.ts';
import type {Line, Segment} from '../line.ts';
import {showSize} from './show-size.ts';

/** The three bars of VMMap. All are on one scale, whose end is the larger of the committed total and what a bar holds. */
export const bars = [
	{caption: 'Committed', measure: 'committed'},
	{caption: 'Private', measure: 'private'},
	{caption: 'Working Set', measure: 'totalWs'},
] as const;

const captionWidth = 12;
const totalWidth = 15;

/**
 * Draws the bars as lines of `columns` cells: caption, types in their order and colours, total. Of a diff they show
 * what each type has grown by and then, as dashes, what others have shrunk by.
 */
export function viewBars(
	{total, types}: Summary,
	{columns, hasColor, isDiff}: {readonly columns: number; readonly hasColor: boolean; readonly isDiff: boolean},
): readonly Line[] {
	const width = columns - captionWidth - totalWidth;
	const parts = bars.map(({measure}) => barParts(types, measure));
	const scale = Math.max(...parts.map(all => all.reduce((sum, {size}) => sum + size, 0)), 1);
	return bars.map(({caption, measure}, row) => [
		{text: caption.padEnd(captionWidth)},
		...divideBar(parts[row] ?? [], scale, width, hasColor),
		{text: showSize(total[measure], totalWidth, isDiff).padStart(totalWidth)},
	]);
}

/** A piece of a bar: a type, how many bytes, and whether they are less than before. */
export type BarPart = {readonly code: TypeCode; readonly size: number; readonly isLoss: boolean};

/** What the types add to a bar, then what they take. Free space is in no total, and what is unknown cannot be drawn. */
function barParts(types: readonly SummaryRow[], measure: Measure): readonly BarPart[] {
	const parts = types.map((row, code): BarPart => {
		const size = row.type === 'Free' ? 0 : (row[measure] ?? 0);
		return {code, size: Math.abs(size), isLoss: size < 0};
	});
	return [...parts.filter(({isLoss}) => !isLoss), ...parts.filter(({isLoss}) => isLoss)];
}

/**
 * Cuts `width` cells into a segment a part, each from where the sum of those before it ends, so that the bar as a whole
 * is as long as its sum. A segment begins with the sign of its type, and is full of it where there is no colour.
 */
export function divideBar(
	parts: readonly BarPart[],
	scale: number,
	width: number,
	hasColor: boolean,
): readonly Segment[] {
	const segments: Segment[] = [];
	let sum = 0;
	let drawn = 0;
	for (const part of parts) {
		sum += part.size;
		const end = Math.round((sum / scale) * width);
		if (end > drawn) {
			segments.push(drawPart(part, end - drawn, hasColor));
			drawn = end;
		}
	}

	return [...segments, {text: ' '.repeat(Math.max(0, width - drawn))}];
}

function drawPart({code, isLoss}: BarPart, length: number, hasColor: boolean): Segment {
	const {sign, color} = memoryTypes[code] ?? memoryTypes[0];
	if (isLoss) {
		return {text: sign.padEnd(length, '-'), look: {color}};
	}

	return {text: hasColor ? sign.padEnd(length) : sign.repeat(length), look: {background: color}};
}
