import fc from 'fast-check';
import {expect, test} from 'vitest';
import {memoryTypes} from '../../source/model/memory-type.ts';
import {summarize} from '../../source/model/summary.ts';
import {lineText} from '../../source/screen/line.ts';
import {type BarPart, divideBar, viewBars} from '../../source/screen/view/bars.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const grown = (sizes: readonly number[]): readonly BarPart[] =>
	sizes.map((size, code) => ({code, size, isLoss: false}));

test('a bar without colour is made of the signs of the types', () => {
	expect(lineText(divideBar(grown([100, 0, 0, 50, 0, 0, 50]), 400, 40, false))).toBe(
		`${'I'.repeat(10)}${'H'.repeat(5)}${'P'.repeat(5)}${' '.repeat(20)}`,
	);
});

test('a bar with colour has each sign once, on the colour of its type', () => {
	const segments = divideBar(grown([100, 0, 0, 100]), 200, 10, true);
	expect(segments[0]).toEqual({text: 'I    ', look: {background: memoryTypes[0].color}});
	expect(segments[1]).toEqual({text: 'H    ', look: {background: memoryTypes[3].color}});
});

test('a bar is as long as its sum, however many types share it', () => {
	const sizes = fc.array(fc.nat(1_000_000), {minLength: 10, maxLength: 10});
	fc.assert(
		fc.property(sizes, fc.integer({min: 1, max: 200}), (parts, width) => {
			const sum = parts.reduce((total, part) => total + part, 0);
			const scale = Math.max(sum * 2, 1);
			const text = lineText(divideBar(grown(parts), scale, width, false));
			expect(text).toHaveLength(width);
			expect(text.trimEnd()).toHaveLength(Math.round((sum / scale) * width));
		}),
	);
});

test('the three bars are on one scale, whose end is what is committed', () => {
	const snapshot = makeSnapshot([
		{
			type: 'Heap',
			start: 0x1000,
			blocks: [{size: 1 << 20, protection: 'rw-p', measures: {committed: 1 << 20, private: 1 << 19, totalWs: 1 << 18}}],
		},
	]);
	const lengths = viewBars(summarize(snapshot), {columns: 67, hasColor: false, isDiff: false}).map(
		line => lineText(line).replace(/[^H]/g, '').length,
	);
	// 40 cells, and `Working Set` has no H.
	expect(lengths).toEqual([40, 20, 10]);
});

test('a bar of a diff shows first what has grown and then, as dashes, what has shrunk', () => {
	const parts: readonly BarPart[] = [
		{code: 3, size: 200, isLoss: false},
		{code: 0, size: 100, isLoss: true},
	];
	expect(lineText(divideBar(parts, 400, 40, false))).toBe(`${'H'.repeat(20)}I${'-'.repeat(9)}${' '.repeat(10)}`);
});
