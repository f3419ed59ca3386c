import {describe, expect, test} from 'vitest';
import {blockMeasure, regionMeasure} from '../../source/model/region-measures.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const snapshot = makeSnapshot([
	{
		type: 'Image',
		start: 0x1000,
		blocks: [
			{size: 4096, protection: 'r-xp', measures: {totalWs: 4096, privateWs: 0, pss: 1024}},
			{size: 8192, protection: 'rw-p', measures: {totalWs: 8192, privateWs: 4096}},
		],
	},
	{
		type: 'Heap',
		start: 0x8000,
		blocks: [{size: 4096, protection: 'rw-p', measures: {totalWs: 4096, privateWs: 4096, pss: 4096}}],
	},
]);

describe('a measure of regions', () => {
	test('is the sum over the blocks of each', () => {
		expect([...(regionMeasure(snapshot, 'size') ?? [])]).toEqual([12288, 4096]);
		expect([...(regionMeasure(snapshot, 'totalWs') ?? [])]).toEqual([12288, 4096]);
	});

	test('is unknown for a region with a block of which it is unknown', () => {
		expect([...(regionMeasure(snapshot, 'pss') ?? [])]).toEqual([Number.NaN, 4096]);
	});

	test('does not exist where the snapshot does not know it, nor what follows from it', () => {
		expect(regionMeasure(snapshot, 'swapPss')).toBeUndefined();
		expect(regionMeasure(snapshot, 'footprint')).toBeUndefined();
	});

	test('may follow from two others', () => {
		expect([...(regionMeasure(snapshot, 'shareableWs') ?? [])]).toEqual([8192, 0]);
	});

	test('is found once', () => {
		for (const measure of ['size', 'shareableWs', 'footprint'] as const) {
			expect(regionMeasure(snapshot, measure)).toBe(regionMeasure(snapshot, measure));
		}
	});

	test('is the column of blocks itself where each region has one', () => {
		const single = makeSnapshot([
			{type: 'Heap', start: 0x1000, blocks: [{size: 4096, protection: 'rw-p', measures: {pss: 4096}}]},
		]);
		expect(regionMeasure(single, 'pss')).toBe(single.blocks.measures.pss);
	});
});

test('a measure of a block is that of its row, derived or not, and undefined where it is unknown', () => {
	expect(blockMeasure(snapshot, 'size', 1)).toBe(8192);
	expect(blockMeasure(snapshot, 'shareableWs', 1)).toBe(4096);
	expect(blockMeasure(snapshot, 'pss', 0)).toBe(1024);
	expect(blockMeasure(snapshot, 'pss', 1)).toBeUndefined();
	expect(blockMeasure(snapshot, 'footprint', 0)).toBeUndefined();
	expect(blockMeasure(snapshot, 'swap', 0)).toBeUndefined();
});

test('footprint is Pss and SwapPss together', () => {
	const swapped = makeSnapshot([
		{type: 'Heap', start: 0x1000, blocks: [{size: 8192, protection: 'rw-p', measures: {pss: 1024, swapPss: 2048}}]},
	]);
	expect(blockMeasure(swapped, 'footprint', 0)).toBe(3072);
	expect([...(regionMeasure(swapped, 'footprint') ?? [])]).toEqual([3072]);
});
