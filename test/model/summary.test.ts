import {describe, expect, test} from 'vitest';
import {memoryTypes} from '../../source/model/memory-type.ts';
import {summarize} from '../../source/model/summary.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const everything = {
	committed: 4096,
	private: 4096,
	totalWs: 4096,
	privateWs: 1024,
	sharedWs: 2048,
	lockedWs: 0,
	pss: 2048,
	swapPss: 512,
};
const nothing = {committed: 0, private: 0, totalWs: 0, privateWs: 0, sharedWs: 0, lockedWs: 0, pss: 0, swapPss: 0};

const described = [
	{type: 'Free', start: 0, blocks: [{size: 0x10000, protection: '', measures: nothing}]},
	{
		type: 'Image',
		start: 0x10000,
		blocks: [
			{size: 0x1000, protection: 'r-xp', measures: everything},
			{size: 0x2000, protection: 'rw-p', measures: everything},
		],
	},
	{type: 'Unusable', start: 0x13000, blocks: [{size: 0x1000, protection: '', measures: nothing}]},
	{type: 'Image', start: 0x14000, blocks: [{size: 0x8000, protection: 'r-xp', measures: everything}]},
	{type: 'Free', start: 0x1c000, blocks: [{size: 0x4000, protection: '', measures: nothing}]},
] as const;

const snapshot = makeSnapshot(described, {pageTable: 0x3000});

function rowOf(type: string, of = snapshot) {
	return summarize(of).rows.find(row => row.type === type);
}

describe('the table of types', () => {
	test('begins with Total and has all types in their order', () => {
		const {rows, total, types} = summarize(snapshot);
		expect(rows.map(({type}) => type)).toEqual(['Total', ...memoryTypes.map(({name}) => name)]);
		expect(rows).toEqual([total, ...types]);
	});

	test('sums the blocks of a type, and counts them and its regions', () => {
		expect(rowOf('Image')).toMatchObject({
			size: 0xb000,
			committed: 3 * 4096,
			totalWs: 3 * 4096,
			privateWs: 3 * 1024,
			shareableWs: 3 * 3072,
			sharedWs: 3 * 2048,
			footprint: 3 * 2560,
			regions: 2,
			blocks: 3,
		});
	});

	test('has the largest region of a type, not its largest block', () => {
		expect(rowOf('Image')?.largest).toBe(0x8000);
		expect(rowOf('Free')?.largest).toBe(0x10000);
		expect(rowOf('Unusable')?.largest).toBe(0x1000);
		const divided = makeSnapshot([
			{
				type: 'Heap',
				start: 0,
				blocks: [
					{size: 0x3000, protection: 'rw-p'},
					{size: 0x3000, protection: '---p'},
				],
			},
			{type: 'Heap', start: 0x9000, blocks: [{size: 0x4000, protection: 'rw-p'}]},
		]);
		expect(rowOf('Heap', divided)?.largest).toBe(0x6000);
	});

	test('is 0, not unknown, for a type that the process does not have', () => {
		expect(rowOf('Stack')).toMatchObject({size: 0, private: 0, pss: 0, regions: 0, blocks: 0, largest: 0});
	});

	test('counts the blocks of everything but Unusable, as VMMap does', () => {
		expect(rowOf('Unusable')).toMatchObject({regions: 1, blocks: undefined});
		expect(rowOf('Free')).toMatchObject({blocks: 2});
	});

	test('is made once', () => {
		expect(summarize(snapshot)).toBe(summarize(snapshot));
	});
});

describe('Total', () => {
	test('is all types but Free: Unusable and Page Table are in it', () => {
		const {total} = summarize(snapshot);
		expect(total).toMatchObject({
			size: 0xb000 + 0x1000 + 0x3000,
			committed: 3 * 4096 + 0x3000,
			private: 3 * 4096 + 0x3000,
			totalWs: 3 * 4096 + 0x3000,
			privateWs: 3 * 1024 + 0x3000,
			shareableWs: 3 * 3072,
			pss: 3 * 2048,
			regions: 3,
			blocks: 3,
		});
		expect(total.largest).toBeUndefined();
	});

	test('is without the page tables where the system does not tell their size', () => {
		const {total} = summarize(makeSnapshot(described));
		expect(total).toMatchObject({size: 0xc000, private: 3 * 4096});
	});
});

describe('Page Table', () => {
	test('is private and in memory in full, and nothing of it is mapped', () => {
		const row = rowOf('Page Table');
		for (const measure of ['size', 'committed', 'private', 'totalWs', 'privateWs'] as const) {
			expect(row?.[measure]).toBe(0x3000);
		}

		for (const measure of ['shareableWs', 'sharedWs', 'lockedWs', 'pss', 'footprint'] as const) {
			expect(row?.[measure]).toBe(0);
		}

		expect(row).toMatchObject({regions: 0, blocks: undefined, largest: undefined});
	});

	test('is unknown where the system does not tell', () => {
		const row = rowOf('Page Table', makeSnapshot(described));
		expect(row).toMatchObject({size: undefined, private: undefined, pss: undefined, regions: 0});
	});
});

describe('what is unknown', () => {
	test('is unknown in all rows where the snapshot has no such column', () => {
		const {rows} = summarize(snapshot);
		expect(rows.map(({swap}) => swap)).toEqual(rows.map(() => undefined));
	});

	test('is unknown in the row of its type and in Total where one block lacks it', () => {
		const partial = makeSnapshot([
			{type: 'Heap', start: 0, blocks: [{size: 4096, protection: 'rw-p', measures: {pss: 1024}}]},
			{type: 'Stack', start: 0x9000, blocks: [{size: 4096, protection: 'rw-p'}]},
		]);
		expect(rowOf('Heap', partial)?.pss).toBe(1024);
		expect(rowOf('Stack', partial)?.pss).toBeUndefined();
		expect(rowOf('Total', partial)?.pss).toBeUndefined();
		expect(rowOf('Total', partial)?.size).toBe(8192);
	});
});
