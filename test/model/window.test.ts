import fc from 'fast-check';
import {expect, test} from 'vitest';
import {scrollWindow} from '../../source/model/window.ts';

const situation = fc
	.record({
		rowCount: fc.integer({min: 1, max: 60}),
		height: fc.integer({min: 1, max: 20}),
		top: fc.integer({min: -5, max: 80}),
	})
	.chain(({rowCount, height, top}) =>
		fc.record({
			rowCount: fc.constant(rowCount),
			height: fc.constant(height),
			top: fc.constant(top),
			cursor: fc.nat(rowCount - 1),
		}),
	);

test('the cursor is visible and the window never goes past the ends', () => {
	fc.assert(
		fc.property(situation, ({rowCount, height, cursor, top}) => {
			const next = scrollWindow({rowCount, height, cursor, top});
			expect(next).toBeLessThanOrEqual(cursor);
			expect(next + height).toBeGreaterThan(cursor);
			expect(next).toBeGreaterThanOrEqual(0);
			expect(next).toBeLessThanOrEqual(Math.max(0, rowCount - height));
		}),
	);
});

test('the window stays where it is as long as the cursor is in it', () => {
	fc.assert(
		fc.property(situation, ({rowCount, height, cursor, top}) => {
			const first = scrollWindow({rowCount, height, cursor, top});
			for (let row = first; row < Math.min(rowCount, first + height); row++) {
				expect(scrollWindow({rowCount, height, cursor: row, top: first})).toBe(first);
			}
		}),
	);
});

test('the window moves one row when the cursor leaves it by one', () => {
	expect(scrollWindow({rowCount: 100, height: 10, cursor: 30, top: 20})).toBe(21);
	expect(scrollWindow({rowCount: 100, height: 10, cursor: 19, top: 20})).toBe(19);
});

test('a list without rows begins at its first row', () => {
	expect(scrollWindow({rowCount: 0, height: 10, cursor: 0, top: 7})).toBe(0);
});
