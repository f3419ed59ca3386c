import {describe, expect, it} from 'vitest';
import {readMap} from '../../../source/sampler/windows/read-map.ts';
import {walkProcessSnapshot} from '../../../source/sampler/windows/walk-snapshot.ts';
import type {NativeBuffer, WindowsApi} from '../../../source/sampler/windows/windows-api.ts';
import {createFakeWindows, writePointer} from './fake-windows.ts';
import {layOut} from './layouts.ts';

const processHandle = 0x100;

type Entry = {
	readonly base: number;
	readonly allocation: number;
	readonly size: number;
	readonly state: number;
	readonly protect: number;
};

const entries: readonly Entry[] = [
	{base: 0, allocation: 0, size: 0x1_0000, state: 0x1_0000, protect: 1},
	{base: 0x1_0000, allocation: 0x1_0000, size: 0x2000, state: 0x1000, protect: 4},
	{base: 0x1_2000, allocation: 0x1_0000, size: 0xe000, state: 0x2000, protect: 0},
];

/** A Windows that has process snapshots; `released` collects what is freed. */
function withSnapshots(list: readonly Entry[], results: {readonly capture?: number; readonly marker?: number} = {}) {
	const released: string[] = [];
	const captured: number[] = [];
	let position = 0;
	const {api, state} = createFakeWindows({
		pid: 400,
		allocations: [{base: 0x30_0000, type: 'private', runs: [{size: 0x1000, protect: 4}]}],
	});
	const withPss: WindowsApi = {
		...api,
		PssCaptureSnapshot(_process, flags, _context, snapshot) {
			captured.push(flags);
			position = 0;
			writePointer(snapshot, 0, 0x5150);
			return results.capture ?? 0;
		},
		PssFreeSnapshot(_process, snapshot) {
			released.push(`snapshot ${snapshot}`);
			return 0;
		},
		PssWalkMarkerCreate(_allocator, marker) {
			writePointer(marker, 0, 0x6160);
			return results.marker ?? 0;
		},
		PssWalkMarkerFree(marker) {
			released.push(`marker ${marker}`);
			return 0;
		},
		PssWalkSnapshot(snapshot, informationClass, marker, buffer, length) {
			expect([snapshot, informationClass, marker, length]).toEqual([0x5150, 1, 0x6160, 80]);
			const entry = list[position++];
			// ERROR_NO_MORE_ITEMS
			return entry ? writeEntry(buffer, entry) : 259;
		},
	};
	return {api: withPss, state, released, captured};
}

function writeEntry(buffer: NativeBuffer, {base, allocation, size, state, protect}: Entry): number {
	buffer.set(
		layOut(80, [
			[0, base, 8],
			[8, allocation, 8],
			[16, 4, 4],
			[24, size, 8],
			[32, state, 4],
			[36, protect, 4],
			[40, 0x2_0000, 4],
		]),
	);
	return 0;
}

describe('a process snapshot', () => {
	it('gives the map without a clone of the memory, and is freed', () => {
		const {api, released, captured} = withSnapshots(entries);
		const runs = walkProcessSnapshot(api, processHandle);
		expect(runs).toMatchObject({count: 2, end: 0x7fff_ffff_0000});
		expect([...(runs?.start ?? [])]).toEqual([0x1_0000, 0x1_2000]);
		expect([...(runs?.allocationBase ?? [])]).toEqual([0x1_0000, 0x1_0000]);
		expect([...(runs?.protect ?? [])]).toEqual([4, 0]);
		expect(captured).toEqual([0x800]);
		expect(released).toEqual(['marker 24928', 'snapshot 20816']);
	});

	it('is said to be where the map is from', () => {
		expect(readMap(withSnapshots(entries).api, processHandle)).toMatchObject({
			source: 'PssCaptureSnapshot',
			runs: {count: 2},
		});
	});

	it.each([
		['refused', withSnapshots(entries, {capture: 5})],
		['without a marker', withSnapshots(entries, {marker: 8})],
		['empty', withSnapshots([])],
		['out of order', withSnapshots(entries.toReversed())],
		[
			'overlapping',
			withSnapshots([...entries, {base: 0x1_8000, allocation: 0, size: 0x1000, state: 0x1000, protect: 4}]),
		],
		['with a run of no size', withSnapshots([{base: 0x1_0000, allocation: 0, size: 0, state: 0x1000, protect: 4}])],
		[
			'beyond user space',
			withSnapshots([{base: 0x7fff_fffe_0000, allocation: 0, size: 0x10_0000, state: 0x1000, protect: 4}]),
		],
	])('that is %s is not used: the address space is walked instead', (_, {api, released}) => {
		const map = readMap(api, processHandle);
		expect(map).toMatchObject({source: 'VirtualQueryEx', runs: {count: 1}});
		// What was captured was freed in any case.
		expect(released.filter(what => what.startsWith('snapshot')).length).toBe(released.length === 0 ? 0 : 1);
	});
});
