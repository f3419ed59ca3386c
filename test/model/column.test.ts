import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type ColumnId, columns, type FittedColumn, fitColumns} from '../../source/model/column.ts';
import {derivedMeasures, storedMeasures} from '../../source/model/measure.ts';

const optional = columns.filter(({isOptional}) => isOptional).map(({id}) => id);
const common = {table: 'regions', addressDigits: 16, platform: 'linux', chosen: new Set<ColumnId>()} as const;

function idsOf(fitted: readonly FittedColumn[]): readonly string[] {
	return fitted.map(({id}) => id);
}

/** A blank follows each column. */
function widthOf(fitted: readonly FittedColumn[]): number {
	return fitted.reduce((sum, {fittedWidth}) => sum + fittedWidth + 1, 0);
}

describe('the table of columns', () => {
	test('has a column for every measure but what only Footprint needs', () => {
		const measures = columns.map(({measure}) => measure).filter(measure => measure !== undefined);
		const expected = [...storedMeasures, ...Object.keys(derivedMeasures)].filter(name => name !== 'swapPss');
		expect(measures.toSorted()).toEqual(expected.toSorted());
	});

	test('begins with the columns of VMMap in their order', () => {
		expect(columns.filter(({isOptional, id}) => !isOptional && id !== 'kind').map(({header}) => header)).toEqual([
			'Address',
			'Type',
			'Size',
			'Committed',
			'Private',
			'Total WS',
			'Private WS',
			'Shareable WS',
			'Shared WS',
			'Locked WS',
			'Blocks',
			'Largest',
			'Protection',
			'Details',
		]);
	});

	test('defines each column in one sentence', () => {
		expect(columns.filter(({definition}) => !/^[A-Z][^.]*\.$/.test(definition))).toEqual([]);
	});

	test('has a header that fits beside the mark of the sort column, wide and narrow', () => {
		for (const {header, shortHeader, width, narrowWidth} of columns) {
			expect(header.length).toBeLessThan(width);
			expect(shortHeader.length).toBeLessThan(narrowWidth);
		}
	});
});

describe('the region list', () => {
	test('shows every column that is not optional in 196 cells, with whole headers', () => {
		const fitted = fitColumns({...common, width: 196});
		expect(idsOf(fitted)).toEqual(
			columns.filter(({isInRegions, isOptional}) => isInRegions && !isOptional).map(({id}) => id),
		);
		expect(fitted.map(({shownHeader}) => shownHeader)).toEqual(fitted.map(({header}) => header));
	});

	test('keeps what matters most in 76 cells, and room for a file name', () => {
		const fitted = fitColumns({...common, width: 76});
		expect(idsOf(fitted)).toEqual(['address', 'type', 'size', 'totalWs', 'privateWs', 'protection', 'details']);
		expect(fitted.at(-1)?.fittedWidth).toBeGreaterThanOrEqual('.../libc.so.6'.length);
	});

	test('leaves Details room for a file name before it shows more than what matters most', () => {
		for (let width = 70; width < 200; width++) {
			expect(fitColumns({...common, width}).at(-1)?.fittedWidth).toBeGreaterThanOrEqual(13);
		}
	});

	test('shows a chosen column in 76 cells and all of them in 296, Details last', () => {
		expect(idsOf(fitColumns({...common, width: 76, chosen: new Set(['pss'])}))).toEqual([
			'address',
			'type',
			'size',
			'totalWs',
			'privateWs',
			'pss',
			'details',
		]);
		const all = fitColumns({...common, width: 296, chosen: new Set(optional)});
		expect(all).toHaveLength(columns.filter(({isInRegions}) => isInRegions).length);
		expect(all.at(-1)?.id).toBe('details');
	});

	test('gives 32-bit addresses less room and Windows protections more', () => {
		expect(fitColumns({...common, width: 196, addressDigits: 8})[0]?.fittedWidth).toBe(10);
		const windows = fitColumns({...common, width: 196, platform: 'windows', chosen: new Set(optional)});
		expect(windows.find(({id}) => id === 'protection')?.fittedWidth).toBe('Execute/Read/Write'.length);
		expect(windows.some(({isOptional}) => isOptional)).toBe(false);
	});
});

test('the type table shows its columns in 78 cells as far as they fit, and all of them in 198', () => {
	expect(idsOf(fitColumns({...common, table: 'summary', width: 78}))).toEqual([
		'type',
		'size',
		'committed',
		'private',
		'totalWs',
		'privateWs',
		'sharedWs',
		'blocks',
		'largest',
	]);
	const wide = fitColumns({...common, table: 'summary', width: 198});
	expect(idsOf(wide)).toEqual(
		columns.filter(({isInSummary, isOptional}) => isInSummary && !isOptional).map(({id}) => id),
	);
});

test('columns never take more than the width, each once and no narrower than it may be', () => {
	const parameters = fc.record({
		table: fc.constantFrom('regions' as const, 'summary' as const),
		width: fc.nat(320),
		addressDigits: fc.constantFrom(8 as const, 16 as const),
		platform: fc.constantFrom('linux' as const, 'windows' as const),
		chosen: fc.subarray(optional).map(ids => new Set(ids)),
	});
	fc.assert(
		fc.property(parameters, options => {
			const fitted = fitColumns(options);
			expect(widthOf(fitted)).toBeLessThanOrEqual(options.width);
			expect(new Set(idsOf(fitted)).size).toBe(fitted.length);
			for (const {id, fittedWidth, narrowWidth, shownHeader} of fitted) {
				expect(shownHeader.length).toBeLessThan(fittedWidth);
				expect(id === 'address' || fittedWidth >= narrowWidth).toBe(true);
			}

			if (options.table === 'regions' && options.width >= 60) {
				expect(widthOf(fitted)).toBe(options.width);
			}
		}),
	);
});
