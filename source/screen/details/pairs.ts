import {escapeText, wrapText} from '../../model/text.ts';
import {dim, type Line} from '../line.ts';

const labelWidth = 14;

/** How many cells a value of a grid has. */
export const valueWidth = 15;

/** The label column of a grid, and the gap behind each value. */
const gridLabelWidth = 18;
const gridGap = 2;

/** A label and its text, which goes on below itself where it is longer than the line. Nothing where there is no text. */
export function wrapPair(label: string, value: string, width: number): readonly Line[] {
	if (value === '') {
		return [];
	}

	return wrapText(escapeText(value), width - labelWidth).map((text, index) => [
		dim((index === 0 ? label : '').padEnd(labelWidth)),
		{text},
	]);
}

export type Pair = {readonly label: string; readonly value: string};

/** Pairs in as many columns as fit. */
export function grid(pairs: readonly Pair[], width: number): readonly Line[] {
	const perLine = Math.max(1, Math.floor(width / (gridLabelWidth + valueWidth + gridGap)));
	const lineCount = Math.ceil(pairs.length / perLine);
	return Array.from({length: lineCount}, (_, line) =>
		pairs
			.filter((_, index) => index % lineCount === line)
			.flatMap(({label, value}) => [
				dim(label.padEnd(gridLabelWidth)),
				{text: `${value.trim().padStart(valueWidth)}${' '.repeat(gridGap)}`},
			]),
	);
}
