import fc from 'fast-check';
import {expect, test} from 'vitest';
import {layOut, smallestColumns, smallestRows} from '../../source/screen/layout.ts';

test('a terminal of 200 x 50 shows Total and all ten types', () => {
	expect(layOut({columns: 200, rows: 50}, false)).toMatchObject({typeRows: 11, gap: 1});
});

test('a terminal of 80 x 24 has more regions than types', () => {
	const layout = layOut({columns: 80, rows: 24}, false);
	expect(layout?.regionRows).toBeGreaterThan(layout?.typeRows ?? Number.POSITIVE_INFINITY);
	expect(layout?.typeRows).toBeGreaterThanOrEqual(5);
});

test('a terminal below 60 x 15 is too small', () => {
	expect(layOut({columns: 59, rows: 50}, false)).toBeUndefined();
	expect(layOut({columns: 200, rows: 14}, false)).toBeUndefined();
	expect(layOut({columns: 60, rows: 15}, false)).toBeDefined();
});

test('the panels fill the terminal exactly, whatever its size', () => {
	fc.assert(
		fc.property(
			fc.integer({min: smallestColumns, max: 500}),
			fc.integer({min: smallestRows, max: 200}),
			fc.boolean(),
			(columns, rows, hasTimeline) => {
				const layout = layOut({columns, rows}, hasTimeline);
				expect(layout).toBeDefined();
				if (layout) {
					// Process line, three bars, key line; headings of the types and the regions, status of the regions.
					expect(2 + layout.topRows + 3 + layout.typeRows + layout.regionRows + 2 * layout.gap).toBe(rows);
					expect(layout.typeRows).toBeGreaterThanOrEqual(3);
					expect(layout.regionRows).toBeGreaterThanOrEqual(4);
				}
			},
		),
	);
});
