import {describe, expect, test} from 'vitest';
import {parseFilter, selectRegions} from '../../source/model/filter/filter.ts';
import {formatAddress} from '../../source/model/format.ts';
import {regionMeasure} from '../../source/model/region-measures.ts';
import {buildRegionTree} from '../../source/model/region-tree.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {sortRegions} from '../../source/model/sort.ts';
import {makeLargeSnapshot} from '../helpers/snapshots.ts';

const blockCount = 1_000_000;

describe.each([
	['a million regions of one block', 1],
	['one region of a million blocks', blockCount],
])('%s', (_, blocksPerRegion) => {
	const snapshot = makeLargeSnapshot(blockCount, blocksPerRegion);
	const {blocks, regions} = snapshot;
	const everything = {selected: undefined, type: undefined, isFreeShown: true, unfolded: new Set<number>()};

	test('are filtered by the digits of an address as if it were read', () => {
		const expected = new Uint8Array(regions.count);
		for (let row = 0; row < blockCount; row++) {
			if (formatAddress(blocks.start[row] ?? 0, 16).includes('7f3')) {
				expected[blocks.region[row] ?? 0] = 1;
			}
		}

		// A comparison by toEqual would go through a million properties.
		expect(Buffer.compare(select(snapshot, '7f3'), expected)).toBe(0);
	});

	test('are filtered by a number of the region or of a block', () => {
		const expected = new Uint8Array(regions.count);
		const sizes = regionMeasure(snapshot, 'totalWs');
		for (let row = 0; row < blockCount; row++) {
			const region = blocks.region[row] ?? 0;
			if ((blocks.measures.totalWs?.[row] ?? 0) >= 2 ** 26 || (sizes?.[region] ?? 0) >= 2 ** 26) {
				expected[region] = 1;
			}
		}

		expect(Buffer.compare(select(snapshot, 'ws>=64M'), expected)).toBe(0);
	});

	test('are sorted, each region once', () => {
		const order = sortRegions(snapshot, {column: 'privateWs', isReversed: false});
		const numbers = regionMeasure(snapshot, 'privateWs') ?? new Float64Array();
		let misplaced = 0;
		for (let at = 1; at < order.length; at++) {
			const [before = 0, row = 0] = [order[at - 1], order[at]];
			const difference = (numbers[before] ?? 0) - (numbers[row] ?? 0);
			misplaced += difference > 0 || (difference === 0 && before < row) ? 0 : 1;
		}

		expect(misplaced).toBe(0);
		expect(new Set(order).size).toBe(regions.count);
	});

	test('have a row for every region and every block of those with several', () => {
		const order = sortRegions(snapshot, {column: 'size', isReversed: true});
		const tree = buildRegionTree(snapshot, {...everything, order, areAllUnfolded: true});
		expect(tree.rowCount).toBe(regions.count === blockCount ? blockCount : blockCount + 1);
		for (const index of [0, 1, 499_999, tree.rowCount - 1]) {
			const row = tree.rowAt(index);
			const block = row.kind === 'block' ? row.block : (regions.firstBlock[row.region] ?? 0);
			expect(tree.indexOfAddress(blocks.start[block] ?? 0, row.kind === 'block')).toBe(index);
		}
	});
});

function select(snapshot: Snapshot, text: string): Uint8Array {
	const filter = parseFilter(text);
	if (filter.kind === 'mistake') {
		throw new Error(filter.sentence);
	}

	return selectRegions(snapshot, filter);
}
