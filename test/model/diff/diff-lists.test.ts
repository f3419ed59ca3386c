import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {diffSnapshots} from '../../../source/model/diff/diff-snapshots.ts';
import {type DiffSnapshot, diffView} from '../../../source/model/diff/diff-view.ts';
import {blockLengths, isGone} from '../../../source/model/diff/find-listed.ts';
import {regionGrowth} from '../../../source/model/diff/growth.ts';
import {parseFilter, selectRegions} from '../../../source/model/filter/filter.ts';
import {findBlockAt} from '../../../source/model/find-block.ts';
import {buildRegionTree} from '../../../source/model/region-tree.ts';
import {regionStart} from '../../../source/model/snapshot.ts';
import {sortRegions} from '../../../source/model/sort.ts';
import {randomPair} from '../../helpers/random-snapshots.ts';
import {type DescribedRegion, makeSnapshot} from '../../helpers/snapshots.ts';

const kilobyte = 1024;

function region(start: number, own: number, {committed = own, ws = 0, details = ''} = {}): DescribedRegion {
	return {
		type: 'Private Data',
		details,
		start,
		blocks: [
			{
				size: 4096 * kilobyte,
				protection: 'rw-p',
				measures: {private: own * kilobyte, committed: committed * kilobyte, totalWs: ws * kilobyte},
			},
		],
	};
}

const view = diffView(
	diffSnapshots(
		makeSnapshot([
			region(0x1000_0000, 100),
			region(0x2000_0000, 100),
			region(0x3000_0000, 100),
			region(0x4000_0000, 100, {ws: 40}),
			region(0x5000_0000, 100),
		]),
		makeSnapshot([
			region(0x1000_0000, 100),
			region(0x2000_0000, 2148),
			region(0x3000_0000, 100, {committed: 50}),
			region(0x4000_0000, 100, {ws: 48}),
			region(0x6000_0000, 1024),
		]),
	),
);

function select(text: string, from: DiffSnapshot = view): readonly string[] {
	const filter = parseFilter(text, {isDiff: true});
	if (filter.kind === 'mistake') {
		throw new Error(filter.sentence);
	}

	return [...selectRegions(from, filter).entries()]
		.filter(([, value]) => value === 1)
		.map(([row]) => regionStart(from, row).toString(16).slice(0, 1));
}

describe('a filter of a diff', () => {
	test.each([
		['new', ['6']],
		['gone', ['5']],
		['changed', ['2', '3', '4']],
		['!changed !new !gone', ['1']],
		['grew>1M', ['2']],
		['grew>=1M', ['2', '6']],
		['grew>0', ['2', '4', '6']],
		['shrank>0', ['3', '5']],
		['shrank>=100K', ['5']],
		['grew=0', ['1']],
		['ws>0', ['4']],
		['addr:5000000', []],
		['addr:50000000', ['5']],
		['addr:603fffff', ['6']],
		['addr:60400000', []],
		['"new"', []],
	])('%s selects %j', (text, regions) => {
		expect(select(text)).toEqual(regions);
	});

	it('selects nothing by change where one snapshot alone is shown', () => {
		const filter = parseFilter('changed', {isDiff: true});
		const one = makeSnapshot([region(0x1000_0000, 100)]);
		expect(filter.kind === 'filter' && [...selectRegions(one, filter)]).toEqual([0]);
		const growth = parseFilter('grew>=0', {isDiff: true});
		expect(growth.kind === 'filter' && [...selectRegions(one, growth)]).toEqual([0]);
	});

	it('finds both what held an address before and what holds it now', () => {
		const both = diffView(
			diffSnapshots(
				makeSnapshot([{...region(0x1000_0000, 4), type: 'Heap'}]),
				makeSnapshot([{...region(0x1000_0000, 4), type: 'Stack'}]),
			),
		);
		expect(select('addr:10000000', both)).toEqual(['1', '1']);
	});
});

describe('growth', () => {
	it('is that of Private, else of Committed, else of Total WS, else of Size', () => {
		expect([...regionGrowth(view)].map(bytes => bytes / kilobyte)).toEqual([0, 2048, -50, 8, -100, 1024]);
		const unknown: DescribedRegion = {type: 'Heap', start: 0x1000, blocks: [{size: 4096, protection: 'rw-p'}]};
		const grown = {...unknown, blocks: [{size: 8192, protection: 'rw-p'}]};
		const bare = diffView(diffSnapshots(makeSnapshot([unknown]), makeSnapshot([grown])));
		expect([...regionGrowth(bare)]).toEqual([4096]);
	});

	it('sorts what grew most first, and what shrank most last', () => {
		const order = sortRegions(view, {column: 'growth', isReversed: false});
		expect([...order].map(row => regionStart(view, row).toString(16).slice(0, 1))).toEqual([
			'2',
			'6',
			'4',
			'1',
			'3',
			'5',
		]);
		const one = makeSnapshot([region(0x1000_0000, 1), region(0x2000_0000, 2)]);
		expect([...sortRegions(one, {column: 'growth', isReversed: false})]).toEqual([0, 1]);
	});
});

describe('the rows of a diff', () => {
	it('are found again by address and by whether they are gone', () => {
		fc.assert(
			fc.property(randomPair, fc.boolean(), ([before, after], areAllUnfolded) => {
				const diff = diffView(diffSnapshots(before, after));
				const tree = buildRegionTree(diff, {
					order: sortRegions(diff, {column: 'growth', isReversed: false}),
					selected: undefined,
					type: undefined,
					isFreeShown: true,
					unfolded: new Set(Array.from({length: diff.regions.count}, (_, row) => regionStart(diff, row))),
					areAllUnfolded,
				});
				for (let index = 0; index < tree.rowCount; index++) {
					const row = tree.rowAt(index);
					const block = row.kind === 'block' ? row.block : (diff.regions.firstBlock[row.region] ?? 0);
					const start = diff.blocks.start[block] ?? 0;
					expect(tree.indexOfAddress(start, row.kind === 'block', isGone(diff, block))).toBe(index);
				}

				expect(tree.rowCount).toBeGreaterThanOrEqual(diff.regions.count);
			}),
		);
	});

	it('are found by an address that they hold, what is there now before what is gone', () => {
		const gone = {...region(0x1000_0000, 4), type: 'Heap'} as const;
		const both = diffView(
			diffSnapshots(makeSnapshot([gone, region(0x2000_0000, 1)]), makeSnapshot([{...gone, type: 'Stack'}])),
		);
		expect(both.blocks.count).toBe(3);
		expect(findBlockAt(both, 0x1000_1000)).toBe(1);
		expect(isGone(both, 1)).toBe(false);
		expect(findBlockAt(both, 0x2000_1000)).toBe(2);
		expect(isGone(both, 2)).toBe(true);
		expect(findBlockAt(both, 0x1040_0000)).toBeUndefined();
		expect(findBlockAt(both.diff.before.snapshot, 0x1040_0000)).toBeUndefined();
		expect(findBlockAt(both.diff.before.snapshot, 0x2000_0000)).toBe(1);
	});

	it('know how long a block is, where its size is a difference', () => {
		const sizes = Array.from(blockLengths(view), bytes => bytes / kilobyte);
		expect(sizes).toEqual([4096, 4096, 4096, 4096, 4096, 4096]);
		expect([...view.blocks.measures.size].map(bytes => bytes / kilobyte)).toEqual([0, 0, 0, 0, -4096, 4096]);
		const {after} = view.diff;
		expect(blockLengths(after.snapshot)).toBe(after.snapshot.blocks.measures.size);
	});
});
