import {formatSize} from '../../model/format.ts';
import type {Measure} from '../../model/measure.ts';
import {memoryTypes} from '../../model/memory-type.ts';
import type {Summary, SummaryRow} from '../../model/summary.ts';
import type {Line, Segment} from '../line.ts';

/** The three bars of VMMap. All are on one scale, whose end is the larger of the committed total and what a bar holds. */
export const bars = [
	{caption: 'Committed', measure: 'committed'},
	{caption: 'Private', measure: 'private'},
	{caption: 'Working Set', measure: 'totalWs'},
] as const;

const captionWidth = 12;
const totalWidth = 15;

/** Draws the bars as lines of `columns` cells: caption, types in their order and colours, total. */
export function viewBars(summary: Summary, columns: number, hasColor: boolean): readonly Line[] {
	const width = columns - captionWidth - totalWidth;
	const {total, types} = summary;
	const known = bars.map(({measure}) => types.reduce((sum, type) => sum + countedIn(type, measure), 0));
	const scale = Math.max(...known, 1);
	return bars.map(({caption, measure}) => [
		{text: caption.padEnd(captionWidth)},
		...divideBar(
			types.map(type => countedIn(type, measure)),
			scale,
			width,
			hasColor,
		),
		{text: formatSize(total[measure], totalWidth).padStart(totalWidth)},
	]);
}

/** What a type adds to a bar: free space is in no total, and what is unknown cannot be drawn. */
function countedIn(type: SummaryRow, measure: Measure): number {
	return type.type === 'Free' ? 0 : (type[measure] ?? 0);
}

/**
 * Cuts `width` cells into a segment a type, each from where the sum of those before it ends, so that the bar as a whole
 * is as long as its total. A segment begins with the sign of its type, and is full of it where there is no colour.
 */
export function divideBar(
	sizes: readonly number[],
	scale: number,
	width: number,
	hasColor: boolean,
): readonly Segment[] {
	const segments: Segment[] = [];
	let sum = 0;
	let drawn = 0;
	for (const [code, size] of sizes.entries()) {
		sum += size;
		const end = Math.round((sum / scale) * width);
		const entry = memoryTypes[code];
		if (entry && end > drawn) {
			const length = end - drawn;
			const text = hasColor ? entry.sign.padEnd(length) : entry.sign.repeat(length);
			segments.push({text, look: {background: entry.color}});
			drawn = end;
		}
	}

	return [...segments, {text: ' '.repeat(Math.max(0, width - drawn))}];
}
