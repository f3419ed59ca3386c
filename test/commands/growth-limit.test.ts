import {describe, expect, test} from 'vitest';
import {checkGrowth} from '../../source/commands/check-growth.ts';
import {parseGrowthLimit} from '../../source/commands/growth-limit.ts';
import {summarize} from '../../source/model/summary.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const heap = (kilobytes: number, blocks = 1) =>
	summarize(
		makeSnapshot(
			[
				{
					type: 'Heap',
					start: 0x1000_0000,
					blocks: Array.from({length: blocks}, () => ({
						size: (kilobytes * 1024) / blocks,
						protection: 'rw-p',
						measures: {private: (kilobytes * 1024) / blocks},
					})),
				},
			],
			{pageTable: 0},
		),
	);

describe('a limit of growth is understood:', () => {
	test.each([
		['private=50M', {type: 'Total', column: 'private', most: {kind: 'amount', amount: 50 * 2 ** 20}}],
		['Heap.committed=10%', {type: 'Heap', column: 'committed', most: {kind: 'percent', percent: 10}}],
		['managed heap.Private WS=0', {type: 'Managed Heap', column: 'privateWs', most: {kind: 'amount', amount: 0}}],
		['private-data.private_ws=1.5G', {type: 'Private Data', column: 'privateWs'}],
		['total.footprint=2.5%', {type: 'Total', column: 'footprint', most: {kind: 'percent', percent: 2.5}}],
		['blocks=100', {type: 'Total', column: 'blocks', most: {kind: 'amount', amount: 100}}],
	])('%s', (text, limit) => {
		expect(parseGrowthLimit(text)).toMatchObject({text, ...limit});
	});
});

describe('a limit that is none is refused with a sentence:', () => {
	test.each([
		['private', 'is not like private=50M'],
		['private=', 'is not like private=50M'],
		['private=-5M', '-5M is not an amount like 50M or 10%.'],
		['private=5 apples', '5 apples is not an amount'],
		['blocks=5M', '5M is not an amount like 100 or 10%.'],
		['Cheese.private=1M', 'there is no type Cheese.'],
		['cheese=1M', 'there is no column cheese, choose from size, committed, private,'],
		['Heap.private.ws=1M', 'is not like private=50M'],
	])('%s', (text, sentence) => {
		expect(() => parseGrowthLimit(text)).toThrow(sentence);
	});
});

describe('a growth is held against its limit:', () => {
	const check = (limit: string, before: number, after: number) =>
		checkGrowth(parseGrowthLimit(limit), heap(before), heap(after));

	test('as an amount, which itself is allowed', () => {
		expect(check('private=40K', 1000, 1040)).toBeUndefined();
		expect(check('private=36K', 1000, 1040)).toBe(
			'Total private grew by 40 K, from 1,000 K to 1,040 K: more than private=36K allows.',
		);
		expect(check('private=0', 1000, 960)).toBeUndefined();
	});

	test('as a share of what was before, of which nothing allows nothing', () => {
		expect(check('heap.size=4%', 1000, 1040)).toBeUndefined();
		expect(check('heap.size=3.9%', 1000, 1040)).toBe(
			'Heap size grew by 40 K or 4.0%, from 1,000 K to 1,040 K: more than heap.size=3.9% allows.',
		);
		expect(check('Stack.size=100%', 1000, 1040)).toBeUndefined();
		expect(checkGrowth(parseGrowthLimit('Heap.size=900%'), summarize(makeSnapshot([])), heap(4))).toBe(
			'Heap size grew by 4 K, from 0 K to 4 K: more than Heap.size=900% allows.',
		);
	});

	test('as a number of things', () => {
		expect(checkGrowth(parseGrowthLimit('blocks=1'), heap(8, 1), heap(8, 4))).toBe(
			'Total blocks grew by 3, from 1 to 4: more than blocks=1 allows.',
		);
	});

	test('or it is said that it cannot be', () => {
		expect(() => check('swap=1M', 8, 8)).toThrow(
			'--max-growth swap=1M cannot be checked: Total swap is not known of what was before.',
		);
	});
});
