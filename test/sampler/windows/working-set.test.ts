import {describe, expect, it} from 'vitest';
import {summarize} from '../../../source/model/summary.ts';
import type {FakeAllocation} from './fake-windows.ts';
import {invalidPage, validPage} from './layouts.ts';
import {kilobyte, sampleFake} from './sample-fake.ts';

const pageSize = 4096;

const image: FakeAllocation = {
	base: 0x10_0000,
	type: 'image',
	path: '\\Device\\HarddiskVolume1\\Windows\\library.dll',
	runs: [
		{size: 4 * pageSize, protect: 0x20},
		{size: 2 * pageSize, protect: 0x8},
	],
};

describe('the working set of another process', () => {
	it('is private where Shared is clear, shareable where it is set, and shared where others have the page too', () => {
		const flags = [
			validPage(),
			validPage({isShared: true, shareCount: 1}),
			validPage({isShared: true, shareCount: 2}),
			validPage({isShared: true, shareCount: 7, isLocked: true}),
			invalidPage(2),
			invalidPage(0),
		];
		const {regions} = sampleFake({
			pid: 400,
			allocations: [{base: 0x10_0000, type: 'private', runs: [{size: 6 * pageSize, protect: 4}]}],
			pageFlags: address => flags[(address - 0x10_0000) / pageSize] ?? 0,
		});
		expect(regions[0]).toMatchObject({
			committed: 6 * pageSize,
			private: 6 * pageSize,
			totalWs: 4 * pageSize,
			privateWs: pageSize,
			sharedWs: 2 * pageSize,
			lockedWs: pageSize,
		});
	});

	it('tells which read-only pages of an image are private, wherever their content is', () => {
		const flags = [validPage(), invalidPage(2), invalidPage(1), invalidPage(0, true)];
		const {regions, snapshot} = sampleFake({
			pid: 400,
			allocations: [image],
			pageFlags: address => flags[(address - image.base) / pageSize] ?? validPage({isShared: true, shareCount: 3}),
		});
		const [region] = regions;
		expect(region?.blocks.map(({private: own}) => own)).toEqual([3 * pageSize, 2 * pageSize]);
		// VMMap shows for the region what is charged for it, and sums blocks in the table of types.
		expect(region?.private).toBe(2 * pageSize);
		expect(summarize(snapshot).rows.find(({type}) => type === 'Image')?.private).toBe(5 * pageSize);
	});

	it('counts no page of a copy-on-write view as private before it is written to', () => {
		const {regions} = sampleFake({
			pid: 400,
			allocations: [{base: 0x10_0000, type: 'mapped', runs: [{size: 4 * pageSize, protect: 8}]}],
			pageFlags: address => (address === 0x10_0000 ? validPage() : invalidPage(0, true)),
		});
		expect(regions[0]).toMatchObject({type: 'Shareable', private: 4 * pageSize, committed: 4 * pageSize});
		expect(regions[0]?.blocks[0]).toMatchObject({private: pageSize, privateWs: pageSize});
	});

	it('is asked for in batches of more than 4,096 pages, and each batch once', () => {
		const {state, regions} = sampleFake({
			pid: 400,
			allocations: [
				{base: 0x10_0000, type: 'private', runs: [{size: 300 * 2 ** 20, protect: 4}]},
				{base: 0x4000_0000, type: 'private', runs: [{size: 64 * kilobyte, protect: 2}]},
			],
			pageFlags: () => validPage(),
		});
		const batches = state.calls.filter(call => call.startsWith('K32QueryWorkingSetEx'));
		// 76,816 pages, and one question about the first pages of what may be a heap.
		expect(batches).toEqual(['K32QueryWorkingSetEx 1048576', 'K32QueryWorkingSetEx 180480', 'K32QueryWorkingSetEx 16']);
		expect(regions.map(({totalWs}) => totalWs)).toEqual([300 * 2 ** 20, 64 * kilobyte]);
	});

	it('is 0 of what is only reserved', () => {
		const {regions} = sampleFake({
			pid: 400,
			allocations: [{base: 0x10_0000, type: 'private', runs: [{size: 64 * kilobyte}, {size: pageSize, protect: 4}]}],
			pageFlags: () => validPage(),
		});
		expect(regions[0]?.blocks.map(({totalWs}) => totalWs)).toEqual([0, pageSize]);
	});

	it('is unknown, not 0, where Windows refuses to tell, and a notice says so', () => {
		const {regions, snapshot} = sampleFake({
			pid: 400,
			allocations: [image, {base: 0x20_0000, type: 'private', runs: [{size: pageSize, protect: 4}]}],
		});
		expect(regions[1]).toMatchObject({committed: pageSize, private: pageSize});
		expect(regions[1]).not.toHaveProperty('totalWs');
		expect(regions[0]).not.toHaveProperty('blocks.0.private');
		expect(regions[0]).toHaveProperty('blocks.1.private', 2 * pageSize);
		expect(regions[0]?.private).toBe(2 * pageSize);
		const total = summarize(snapshot).total;
		expect(total).toMatchObject({committed: 7 * pageSize, totalWs: undefined, privateWs: undefined});
		expect(snapshot.notices).toContainEqual(
			expect.stringMatching(/QueryWorkingSetEx, error 87.*unknown, except that they come to 8192 K/),
		);
	});

	it('is unknown only of the blocks that a refused batch was about', () => {
		const first = {base: 0x10_0000, type: 'private', runs: [{size: 256 * 2 ** 20, protect: 4}]} as const;
		const second = {base: 0x4000_0000, type: 'private', runs: [{size: pageSize, protect: 2}]} as const;
		const {regions} = sampleFake({
			pid: 400,
			allocations: [first, second],
			pageFlags: address => (address === second.base ? undefined : validPage()),
		});
		expect(regions[0]).toMatchObject({totalWs: 256 * 2 ** 20});
		expect(regions[1]).not.toHaveProperty('totalWs');
		expect(regions[1]).toMatchObject({committed: pageSize});
	});
});
