import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {layOutTime} from '../../../source/model/timeline/lay-out-time.ts';

const history = fc.record({
	steps: fc.array(fc.oneof(fc.constant(1000), fc.nat({max: 20_000})), {minLength: 1, maxLength: 300}),
	gaps: fc.array(fc.nat({max: 300}), {maxLength: 12}),
	width: fc.integer({min: 1, max: 120}),
});

function layOut({steps, gaps, width}: {steps: readonly number[]; gaps: readonly number[]; width: number}) {
	let time = 0;
	const times = steps.map(step => {
		time += step;
		return time;
	});
	return layOutTime({times, isGapBefore: index => gaps.includes(index), width});
}

function columnsOf(times: readonly number[], width: number, gaps: readonly number[] = []): readonly number[] {
	const columns = layOutTime({times, isGapBefore: index => gaps.includes(index), width});
	return times.map((_, index) => columns.columnOf(index));
}

describe('snapshots on a time axis', () => {
	it('stand in ascending columns, all of them within the width', () => {
		fc.assert(
			fc.property(history, given => {
				const columns = layOut(given);
				let last = 0;
				for (const [index] of given.steps.entries()) {
					const column = columns.columnOf(index);
					expect(column).toBeGreaterThanOrEqual(last);
					last = column;
				}

				expect(last).toBeLessThan(given.width);
				expect(columns.count).toBe(last + 1);
			}),
		);
	});

	it('are found again from their columns', () => {
		fc.assert(
			fc.property(history, given => {
				const columns = layOut(given);
				let last = 0;
				for (let column = 0; column < given.width; column++) {
					const index = columns.indexAt(column);
					expect(index).toBeGreaterThanOrEqual(last);
					expect(columns.columnOf(index)).toBeLessThanOrEqual(column);
					expect(columns.hasSnapshot(column)).toBe(columns.columnOf(index) === column);
					last = index;
				}

				for (const [index] of given.steps.entries()) {
					const column = columns.columnOf(index);
					expect(columns.indexAt(column)).toBeGreaterThanOrEqual(index);
					expect(columns.columnOf(columns.indexAt(column))).toBe(column);
				}
			}),
		);
	});

	it('have empty columns before them where nothing is known, unless there is no room', () => {
		fc.assert(
			fc.property(history, given => {
				const columns = layOut(given);
				const inside = [...new Set(given.gaps)].filter(index => index > 0 && index < given.steps.length);
				const isRoom = inside.length * 2 <= given.width / 2;
				for (const index of inside) {
					const before = columns.columnOf(index) - 1;
					expect(columns.isGap(before)).toBe(isRoom);
					expect(columns.isGap(before) && columns.hasSnapshot(before)).toBe(false);
				}
			}),
		);
	});

	it('begin at the left and keep their places until the chart is full', () => {
		expect(columnsOf([0, 1000, 2000], 40)).toEqual([0, 4, 8]);
		expect(columnsOf([0, 1000, 2000, 3000, 4000], 40)).toEqual([0, 4, 8, 12, 16]);
		expect(columnsOf([0, 1000, 2000, 4000], 5)).toEqual([0, 1, 2, 4]);
		expect(columnsOf([7000], 40)).toEqual([0]);
	});

	it('are as far apart as they are in time, but a gap is as wide however long it was', () => {
		expect(columnsOf([0, 1000, 2000, 5000, 6000], 100)).toEqual([0, 4, 8, 20, 24]);
		expect(columnsOf([0, 1000, 2000, 9_999_000, 10_000_000], 100, [3])).toEqual([0, 4, 8, 11, 15]);
	});

	it('are as far apart as they are in number where no time passes', () => {
		expect(columnsOf([5, 5, 5], 40)).toEqual([0, 4, 8]);
	});
});
