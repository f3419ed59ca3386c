import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {typeName} from '../../source/model/memory-type.ts';
import {regionMeasure} from '../../source/model/region-measures.ts';
import {buildRegionTree, type RegionTree, type TreeChoice, type TreeRow} from '../../source/model/region-tree.ts';
import {numberAt, regionBlockCount, regionStart, type Snapshot} from '../../source/model/snapshot.ts';
import {sortRegions} from '../../source/model/sort.ts';
import {arbitrarySnapshot} from '../helpers/arbitrary-snapshot.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const page = 4096;

/** Regions at 1000 (two blocks), 10000 (free), 20000 (three blocks) and 30000 (one block), biggest first 3, 2, 0. */
const snapshot = makeSnapshot([
	{type: 'Image', start: 0x1000, blocks: blocksOf(1, 1)},
	{type: 'Free', start: 0x1_0000, blocks: blocksOf(16)},
	{type: 'Heap', start: 0x2_0000, blocks: blocksOf(1, 2, 1)},
	{type: 'Stack', start: 0x3_0000, blocks: blocksOf(8)},
]);

function blocksOf(...pages: readonly number[]) {
	return pages.map(count => ({
		size: count * page,
		protection: 'rw-p',
		measures: {committed: count * page, totalWs: page},
	}));
}

const all = {
	order: sortRegions(snapshot, {column: 'address', isReversed: false}),
	selected: undefined,
	type: undefined,
	isFreeShown: false,
	unfolded: new Set<number>(),
	areAllUnfolded: false,
} satisfies TreeChoice;

/** `0` for a region, `2:4` for a block of region 2. */
function rowsOf(tree: RegionTree): readonly string[] {
	return Array.from({length: tree.rowCount}, (_, index) => showRow(tree.rowAt(index)));
}

function showRow(row: TreeRow): string {
	return row.kind === 'region' ? `${row.region}` : `${row.region}:${row.block}`;
}

describe('the rows', () => {
	test('are the regions, without free space unless it is asked for', () => {
		expect(rowsOf(buildRegionTree(snapshot, all))).toEqual(['0', '2', '3']);
		expect(rowsOf(buildRegionTree(snapshot, {...all, isFreeShown: true}))).toEqual(['0', '1', '2', '3']);
	});

	test('are those of one type, also of free space where that is the type', () => {
		expect(rowsOf(buildRegionTree(snapshot, {...all, type: snapshot.regions.type[2]}))).toEqual(['2']);
		expect(rowsOf(buildRegionTree(snapshot, {...all, type: snapshot.regions.type[1]}))).toEqual(['1']);
	});

	test('are those that the filter selects', () => {
		expect(rowsOf(buildRegionTree(snapshot, {...all, selected: Uint8Array.of(1, 1, 0, 1)}))).toEqual(['0', '3']);
	});

	test('go on with the blocks of a region that is unfolded; one block alone is not shown', () => {
		const unfolded = new Set([0x2_0000, 0x3_0000, 0x5000]);
		expect(rowsOf(buildRegionTree(snapshot, {...all, unfolded}))).toEqual(['0', '2', '2:3', '2:4', '2:5', '3']);
		expect(rowsOf(buildRegionTree(snapshot, {...all, unfolded: new Set([0x2_1000])}))).toEqual(['0', '2', '3']);
		expect(rowsOf(buildRegionTree(snapshot, {...all, areAllUnfolded: true}))).toEqual([
			'0',
			'0:0',
			'0:1',
			'2',
			'2:3',
			'2:4',
			'2:5',
			'3',
		]);
	});

	test('of blocks stay below their region in every order', () => {
		const order = sortRegions(snapshot, {column: 'size', isReversed: false});
		const unfolded = new Set([0x1000]);
		expect(rowsOf(buildRegionTree(snapshot, {...all, order, unfolded}))).toEqual(['3', '2', '0', '0:0', '0:1']);
	});

	test('are none where nothing is selected', () => {
		const tree = buildRegionTree(snapshot, {...all, selected: new Uint8Array(4), areAllUnfolded: true});
		expect(tree.rowCount).toBe(0);
		expect(tree.indexOfAddress(0x1000, false)).toBe(-1);
		expect(tree.totals()).toEqual({regions: 0, size: 0, committed: 0, totalWs: 0});
	});
});

describe('an address is found again', () => {
	const tree = buildRegionTree(snapshot, {...all, unfolded: new Set([0x2_0000])});

	test.each([
		['a region', 0x3_0000, false, '3'],
		['a region that is unfolded', 0x2_0000, false, '2'],
		['its first block', 0x2_0000, true, '2:3'],
		['another block', 0x2_1000, true, '2:4'],
		['the block of a folded region', 0x2000, true, '0'],
		['the first block of a folded region', 0x1000, true, '0'],
		['a region that is gone, where the next one is hidden', 0x8000, false, '2'],
		['a region that is hidden', 0x1_0000, false, '2'],
		['a region that became part of one before it', 0x2_1000, false, '3'],
		['a block that is gone, where its region goes on', 0x2_2000, true, '2:5'],
		['the last block of a region, which is gone', 0x2_4000, true, '3'],
		['a block that is gone with its region, where the next one is unfolded', 0x1_8000, true, '2'],
		['a region behind all others', 0x9_0000, false, '3'],
	])('%s', (_, start, isBlock, row) => {
		expect(showRow(tree.rowAt(tree.indexOfAddress(start, isBlock)))).toBe(row);
	});
});

test('sums what is shown, folded or not, and knows no sum where a number is unknown', () => {
	const tree = buildRegionTree(snapshot, {...all, unfolded: new Set([0x2_0000])});
	expect(tree.totals()).toEqual({regions: 3, size: 14 * page, committed: 14 * page, totalWs: 6 * page});
	const half = makeSnapshot([
		{type: 'Heap', start: page, blocks: [{size: page, protection: 'rw-p', measures: {committed: page}}]},
		{type: 'Heap', start: 4 * page, blocks: [{size: page, protection: 'rw-p'}]},
	]);
	const order = sortRegions(half, {column: 'address', isReversed: false});
	const totals = buildRegionTree(half, {...all, order}).totals();
	expect(totals).toEqual({regions: 2, size: 2 * page, committed: undefined, totalWs: undefined});
});

const situation = arbitrarySnapshot.chain(made =>
	fc.record({
		made: fc.constant(made),
		choice: fc.record({
			order: fc
				.record({
					column: fc.constantFrom('address', 'size', 'details', 'totalWs' as const),
					isReversed: fc.boolean(),
				})
				.map(sort => sortRegions(made, sort)),
			selected: fc.option(
				fc
					.array(fc.nat(1), {minLength: made.regions.count, maxLength: made.regions.count})
					.map(bits => Uint8Array.from(bits)),
				{nil: undefined},
			),
			type: fc.option(fc.nat(9), {nil: undefined, freq: 4}),
			isFreeShown: fc.boolean(),
			unfolded: fc.subarray([...starts(made), 0x123_4000]).map(list => new Set(list)),
			areAllUnfolded: fc.boolean(),
		}),
	}),
);

function starts(made: Snapshot): readonly number[] {
	return Array.from({length: made.regions.count}, (_, region) => regionStart(made, region));
}

/** The rows as an array, made as plainly as they are defined. */
function flatten(made: Snapshot, choice: TreeChoice): readonly TreeRow[] {
	return [...choice.order].flatMap((region): readonly TreeRow[] => {
		const type = made.regions.type[region] ?? 0;
		const isFree = typeName(type) === 'Free' || typeName(type) === 'Unusable';
		const isShown = choice.type === undefined ? choice.isFreeShown || !isFree : type === choice.type;
		if (!isShown || choice.selected?.[region] === 0) {
			return [];
		}

		const count = regionBlockCount(made, region);
		const isUnfolded = count > 1 && (choice.areAllUnfolded || choice.unfolded.has(regionStart(made, region)));
		const first = made.regions.firstBlock[region] ?? 0;
		return [
			{kind: 'region', region},
			...(isUnfolded
				? Array.from({length: count}, (_, index) => ({kind: 'block' as const, region, block: first + index}))
				: []),
		];
	});
}

describe('for every snapshot and choice', () => {
	test('the rows are those of a plain list', () => {
		fc.assert(
			fc.property(situation, ({made, choice}) => {
				const tree = buildRegionTree(made, choice);
				const expected = flatten(made, choice);
				expect(Array.from({length: tree.rowCount}, (_, index) => tree.rowAt(index))).toEqual(expected);
			}),
		);
	});

	test('regions and blocks are found where they are, and only there', () => {
		fc.assert(
			fc.property(situation, ({made, choice}) => {
				const tree = buildRegionTree(made, choice);
				const rows = flatten(made, choice).map(showRow);
				for (let region = 0; region < made.regions.count; region++) {
					expect(tree.indexOfRegion(region)).toBe(rows.indexOf(`${region}`));
				}

				for (let block = 0; block < made.blocks.count; block++) {
					expect(tree.indexOfBlock(block)).toBe(rows.indexOf(`${made.blocks.region[block]}:${block}`));
				}
			}),
		);
	});

	test('the address of a row leads to that row', () => {
		fc.assert(
			fc.property(situation, ({made, choice}) => {
				const tree = buildRegionTree(made, choice);
				for (let index = 0; index < tree.rowCount; index++) {
					const row = tree.rowAt(index);
					const start = row.kind === 'block' ? made.blocks.start[row.block] : regionStart(made, row.region);
					expect(tree.indexOfAddress(start ?? 0, row.kind === 'block')).toBe(index);
				}
			}),
		);
	});

	test('any address leads to the region that follows it, else to the last', () => {
		fc.assert(
			fc.property(situation, fc.nat(2 ** 31), ({made, choice}, address) => {
				const tree = buildRegionTree(made, choice);
				const shown = flatten(made, choice)
					.filter(({kind}) => kind === 'region')
					.map(({region}) => region)
					.sort((one, other) => one - other);
				const expected = shown.find(region => regionStart(made, region) >= address) ?? shown.at(-1);
				expect(tree.indexOfAddress(address, false)).toBe(expected === undefined ? -1 : tree.indexOfRegion(expected));
			}),
		);
	});

	test('the sums are those over the shown regions', () => {
		fc.assert(
			fc.property(situation, ({made, choice}) => {
				const regions = flatten(made, choice)
					.filter(({kind}) => kind === 'region')
					.map(({region}) => region);
				const sum = (measure: 'size' | 'committed' | 'totalWs'): number | undefined => {
					const column = regionMeasure(made, measure);
					const numbers = regions.map(region => numberAt(column, region));
					const isKnown = column !== undefined && !numbers.includes(undefined);
					return isKnown ? numbers.reduce<number>((total, number) => total + (number ?? 0), 0) : undefined;
				};
				expect(buildRegionTree(made, choice).totals()).toEqual({
					regions: regions.length,
					size: sum('size'),
					committed: sum('committed'),
					totalWs: sum('totalWs'),
				});
			}),
		);
	});
});
