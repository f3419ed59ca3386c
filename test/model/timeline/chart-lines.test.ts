import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formatSize} from '../../../source/model/format.ts';
import {createHistory} from '../../../source/model/history/history.ts';
import {chartHistory} from '../../../source/model/timeline/chart-data.ts';
import {type Chart, type ChartData, chartLines} from '../../../source/model/timeline/chart-lines.ts';
import {makeSnapshot} from '../../helpers/snapshots.ts';

const size = {
	width: 50,
	height: 10,
	format: formatSize,
	formatTime: (time: number) => new Date(time).toISOString().slice(11, 19),
};
const start = Date.UTC(2026, 10, 22, 20, 31, 5);

function dataOf(series: readonly (readonly number[])[], given: Partial<ChartData> = {}): ChartData {
	return {
		times: series[0]?.map((_, index) => start + index * 1000) ?? [],
		series,
		isGapBefore: () => false,
		isMarked: () => false,
		cursor: 0,
		...given,
	};
}

function texts({rows}: Chart): readonly string[] {
	return rows.map(row => row.map(({text}) => text).join(''));
}

/** The characters of one line in one column, from the top; a blank where it is not drawn. */
function columnOfLine({rows, labelWidth}: Chart, series: number, column: number): readonly string[] {
	return rows.map(row => {
		let before = 0;
		for (const span of row) {
			const at = labelWidth + column - before;
			if (at >= 0 && at < span.text.length) {
				return span.series === series ? span.text.charAt(at) : ' ';
			}

			before += span.text.length;
		}

		return ' ';
	});
}

describe('a chart', () => {
	it('has a scale, an axis with cursor and marks, and times below their snapshots', () => {
		const values = [0, 1, 2, 3, 4, 5, 6, 7].map(step => step * 1024 * 1024);
		const chart = chartLines(dataOf([values], {cursor: 5, isMarked: index => index === 2}), {...size, height: 8});
		expect(texts(chart)).toEqual([
			'    7,168┤                    ┊       ╭           ',
			'         │                    ╭───────╯           ',
			'         │                ╭───╯                   ',
			'         │            ╭───╯   ┊                   ',
			'         │    ╭───────╯       ┊                   ',
			'        0┤────╯               ┊                   ',
			'         └────────m───────────^───────────────────',
			'          20:31:05        20:31:09                ',
		]);
	});

	it('has the width and height that it was given, whatever the values', () => {
		const value = fc.oneof(fc.constant(Number.NaN), fc.nat({max: 5}), fc.integer({min: 0, max: 2 ** 48}));
		fc.assert(
			fc.property(
				fc.array(fc.tuple(value, value, value), {minLength: 1, maxLength: 200}),
				fc.integer({min: 11, max: 90}),
				fc.integer({min: 4, max: 30}),
				fc.array(fc.nat({max: 200}), {maxLength: 5}),
				fc.nat(),
				(samples, width, height, gaps, cursor) => {
					const series = [0, 1, 2].map(line => samples.map(sample => sample[line] ?? 0));
					const given = {isGapBefore: (index: number) => gaps.includes(index), cursor: cursor % samples.length};
					const lines = texts(chartLines(dataOf(series, given), {...size, width, height}));
					expect(lines).toHaveLength(height);
					expect(lines.filter(line => line.length !== width)).toEqual([]);
				},
			),
		);
	});

	it('always shows a spike of one snapshot, however many there are', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 1, max: 3000}),
				fc.nat(),
				fc.integer({min: 12, max: 120}),
				fc.boolean(),
				(count, place, width, isUp) => {
					const spike = place % count;
					const level = 1000;
					const values = Array.from({length: count}, (_, index) => (index === spike ? (isUp ? 5000 : 0) : level));
					const chart = chartLines(dataOf([values]), {...size, width});
					const drawn = columnOfLine(chart, 0, chart.columns.columnOf(spike));
					expect(drawn[isUp ? 0 : size.height - 3]).not.toBe(' ');
				},
			),
		);
	});

	it('draws nothing in gaps and where values are unknown, and goes on behind them', () => {
		const values = [4, 4, 4, Number.NaN, Number.NaN, 4, 4, 4, 4];
		const chart = chartLines(dataOf([values], {isGapBefore: index => index === 7}), size);
		const drawn = Array.from({length: chart.columns.count}, (_, column) =>
			columnOfLine(chart, 0, column).some(text => text !== ' '),
		);
		const columnOf = (index: number): number => chart.columns.columnOf(index);
		expect(drawn.slice(columnOf(3), columnOf(5)).some(Boolean)).toBe(false);
		expect(drawn.slice(columnOf(5), columnOf(6) + 1).every(Boolean)).toBe(true);
		expect(drawn.slice(columnOf(6) + 1, columnOf(7))).toEqual([false, false]);
		expect(drawn.slice(columnOf(7)).every(Boolean)).toBe(true);
		expect(texts(chart).at(-2)).toContain('╌╌');
	});

	it('has a scale of its own for what grows slowly, and one from nothing for what differs much', () => {
		const label = (line: string | undefined) => line?.slice(0, 9).trim();
		const slow = texts(chartLines(dataOf([[1000, 1010, 1050].map(k => k * 1024)]), size));
		expect([label(slow[0]), label(slow[size.height - 3])]).toEqual(['1,050', '1,000']);
		const still = texts(chartLines(dataOf([[64_000 * 1024, 64_001 * 1024]]), size));
		expect([label(still[0]), label(still[size.height - 3])]).toEqual(['64,001', '63,000']);
		const wide = texts(chartLines(dataOf([[1000 * 1024], [100 * 1024]]), size));
		expect([label(wide[0]), label(wide[size.height - 3])]).toEqual(['1,000', '0']);
		const nothing = texts(chartLines(dataOf([[0, 0]]), size));
		expect(nothing[size.height - 3]).toContain('───');
	});

	it('tells lines apart without colour, the first on top', () => {
		const chart = chartLines(
			dataOf(
				[
					[8, 8, 8],
					[4, 4, 4],
					[1, 1, 1],
					[8, 8, 8],
				].map(line => line.map(k => k * 1024)),
			),
			size,
		);
		const signs = [0, 1, 2, 3].map(line => columnOfLine(chart, line, 1).join('').trim());
		expect(signs).toEqual(['─', '━', '═', '']);
	});

	it('is not drawn where there is no room or nothing to draw', () => {
		expect(chartLines(dataOf([[1, 2]]), {...size, height: 3}).rows).toEqual([]);
		expect(chartLines(dataOf([[1, 2]]), {...size, width: 10}).rows).toEqual([]);
		expect(chartLines(dataOf([[]]), size).rows).toEqual([]);
	});
});

describe('the chart of a history', () => {
	it('has the totals, gaps and marks of its snapshots', () => {
		const history = createHistory();
		for (const [index, pages] of [1, 2, 3].entries()) {
			if (index === 2) {
				history.noteGap('paused');
			}

			const measures = {private: pages * 4096, committed: 65_536, totalWs: 0};
			const blocks = [{size: 65_536, protection: 'rw-p', measures}];
			history.add(makeSnapshot([{type: 'Heap', start: 4096, blocks}], {time: start + index}), {isMarked: index === 1});
		}

		const data = chartHistory(history, {measures: ['private', 'committed'], type: 'Heap', cursor: 1});
		expect(Array.from(data.times)).toEqual([start, start + 1, start + 2]);
		expect(data.series.map(values => Array.from(values))).toEqual([
			[4096, 8192, 12_288],
			[65_536, 65_536, 65_536],
		]);
		expect([0, 1, 2].map(data.isGapBefore)).toEqual([false, false, true]);
		expect([0, 1, 2].map(data.isMarked)).toEqual([false, true, false]);
		expect(data.cursor).toBe(1);
	});
});
