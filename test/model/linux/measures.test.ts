import {describe, expect, test} from 'vitest';

import type {Measure} from '../../../source/model/measure.ts';
import {blockMeasure} from '../../../source/model/region-measures.ts';
import {snapshotOf} from '../../helpers/vmas.ts';

/** What one VMA measures, in kB. */
function measure(vma: string, measures: readonly Measure[]): readonly (number | undefined)[] {
	const snapshot = snapshotOf(vma, {mmapMinAddress: 0x10000});
	const row = snapshot.blocks.start.indexOf(0x10000);
	return measures.map(name => {
		const value = blockMeasure(snapshot, name, row);
		return value === undefined ? undefined : value / 1024;
	});
}

const workingSet = ['totalWs', 'privateWs', 'shareableWs', 'sharedWs'] as const;
const nothingShared = 'Shared_Clean 0, Shared_Dirty 0';

describe('Committed and Private', () => {
	const resident = 'Rss 12, Anonymous 8, Swap 4';

	test('private and writable counts in full', () => {
		expect(measure(`10000-20000 rw-p 0 00:00 0 | ${resident}`, ['size', 'committed', 'private'])).toEqual([64, 64, 64]);
	});

	test('private and read-only counts what was written before: anonymous pages, in memory and swapped out', () => {
		expect(measure(`10000-20000 r-xp 0 fd:01 7 /a | ${resident}`, ['committed', 'private'])).toEqual([64, 12]);
	});

	test('inaccessible counts the pages that are still held', () => {
		expect(measure(`10000-20000 ---p 0 00:00 0 | ${resident}`, ['committed', 'private'])).toEqual([16, 12]);
		expect(measure('10000-20000 ---p 0 00:00 0 | Rss 0, Anonymous 0, Swap 0', ['committed', 'private'])).toEqual([
			0, 0,
		]);
	});

	test('shared is not private, even if only this process maps it', () => {
		expect(measure(`10000-20000 rw-s 0 00:01 7 /memfd:x (deleted) | ${resident}`, ['committed', 'private'])).toEqual([
			64, 0,
		]);
	});

	test('never more than the size, whatever the fields say', () => {
		const fields = 'Rss 400, Anonymous 800, Swap 900';
		expect(measure(`10000-20000 ---p 0 00:00 0 | ${fields}`, ['committed', 'private'])).toEqual([64, 64]);
		expect(measure(`10000-20000 r--p 0 00:00 0 | ${fields}`, ['committed', 'private'])).toEqual([64, 64]);
	});

	test('with maps alone only what the permissions tell is known', () => {
		expect(measure('10000-20000 rw-p 0 00:00 0', ['size', 'committed', 'private'])).toEqual([64, 64, 64]);
		expect(measure('10000-20000 rw-s 0 fd:01 7 /a', ['committed', 'private'])).toEqual([64, 0]);
		expect(measure('10000-20000 r--p 0 fd:01 7 /a', ['committed', 'private'])).toEqual([64, undefined]);
		expect(measure('10000-20000 ---p 0 00:00 0', ['committed', 'private'])).toEqual([undefined, undefined]);
	});
});

describe('the working set', () => {
	test('of anonymous memory is private', () => {
		const fields = `Rss 12, Anonymous 12, ${nothingShared}`;
		expect(measure(`10000-20000 rw-p 0 00:00 0 | ${fields}`, workingSet)).toEqual([12, 12, 0, 0]);
	});

	test('of a file is shareable, and shared as far as others map it', () => {
		const fields = 'Rss 40, Anonymous 4, Shared_Clean 24, Shared_Dirty 0';
		expect(measure(`10000-20000 rw-p 0 fd:01 7 /lib | ${fields}`, workingSet)).toEqual([40, 4, 36, 24]);
	});

	test('of anonymous memory that a forked process still shares is shareable, clean or dirty', () => {
		const fields = 'Rss 40, Anonymous 40, Shared_Clean 4, Shared_Dirty 20';
		expect(measure(`10000-20000 rw-p 0 00:00 0 | ${fields}`, workingSet)).toEqual([40, 16, 24, 24]);
	});

	test('of a private file that a forked process still shares is shareable where it is dirty', () => {
		const fields = 'Rss 40, Anonymous 16, Shared_Clean 20, Shared_Dirty 12';
		expect(measure(`10000-20000 rw-p 0 fd:01 7 /lib | ${fields}`, workingSet)).toEqual([40, 4, 36, 32]);
	});

	test('of shared memory is shareable, even if only this process maps it', () => {
		const fields = `Rss 12, Anonymous 0, ${nothingShared}, Private_Dirty 12`;
		expect(measure(`10000-20000 rw-s 0 00:01 7 /memfd:x (deleted) | ${fields}`, workingSet)).toEqual([12, 0, 12, 0]);
	});

	test('counts huge pages of hugetlbfs, which Rss leaves out', () => {
		const fields = `Rss 0, Anonymous 0, ${nothingShared}, Private_Hugetlb 2048, Shared_Hugetlb 4096`;
		expect(measure(`10000-810000 rw-p 0 00:0f 7 /anon_hugepage (deleted) | ${fields}`, workingSet)).toEqual([
			6144, 2048, 4096, 4096,
		]);
		expect(measure(`10000-810000 rw-s 0 00:0f 7 /anon_hugepage (deleted) | ${fields}`, workingSet)).toEqual([
			6144, 0, 6144, 4096,
		]);
	});

	test('adds up, however the fields contradict each other', () => {
		const fields = 'Rss 4, Anonymous 100, Shared_Clean 50, Shared_Dirty 60';
		expect(measure(`10000-20000 rw-p 0 fd:01 7 /lib | ${fields}`, workingSet)).toEqual([4, 0, 4, 4]);
	});

	test('is not split into private and shareable by kernels without the field Anonymous', () => {
		const fields = 'Rss 16, Shared_Clean 4, Shared_Dirty 0';
		expect(measure(`10000-20000 rw-p 0 fd:01 7 /lib | ${fields}`, workingSet)).toEqual([16, undefined, undefined, 4]);
	});
});

test('Locked WS is what is in memory where VmFlags has lo, and unknown without VmFlags', () => {
	const of = (flags: string): readonly (number | undefined)[] =>
		measure(`10000-20000 rw-p 0 00:00 0 | Rss 12${flags}\n30000-31000 r--p 0 00:00 0 | Rss 0${flags}`, ['lockedWs']);
	expect(of(', VmFlags rd wr lo')).toEqual([12]);
	expect(of(', VmFlags rd wr')).toEqual([0]);
	expect(of('')).toEqual([undefined]);
});

test('the columns that only Linux has are sums of fields', () => {
	const fields = [
		'Pss 5',
		'Private_Clean 4',
		'Private_Dirty 8',
		'Shared_Dirty 16',
		'Swap 3',
		'SwapPss 2',
		'Referenced 7',
		'AnonHugePages 2048',
		'ShmemPmdMapped 4096',
		'FilePmdMapped 8192',
	];
	const measures = ['pss', 'uss', 'dirty', 'swap', 'swapPss', 'footprint', 'referenced', 'huge'] as const;
	expect(measure(`10000-20000 rw-p 0 00:00 0 | ${fields.join(', ')}`, measures)).toEqual([
		5, 12, 24, 3, 2, 7, 7, 14336,
	]);
});

test('a field that the kernel does not give makes what needs it unknown, not 0', () => {
	const measures = ['pss', 'uss', 'dirty', 'swap', 'swapPss', 'footprint', 'referenced', 'huge'] as const;
	expect(measure('10000-20000 rw-p 0 00:00 0 | Rss 4', measures)).toEqual(measures.map(() => undefined));
	expect(measure('10000-20000 rw-p 0 00:00 0 | Rss 4, Pss 4', ['pss', 'footprint'])).toEqual([4, undefined]);
});

test('what an old kernel has no pages of is left out of a sum', () => {
	expect(measure('10000-20000 rw-p 0 00:00 0 | AnonHugePages 2048', ['huge'])).toEqual([2048]);
	expect(measure('10000-20000 rw-p 0 00:00 0 | Private_Clean 4, Private_Dirty 8', ['uss'])).toEqual([12]);
});

test('a field that one VMA lacks is unknown there and known elsewhere', () => {
	const lines = '10000-20000 rw-p 0 00:00 0 | Rss 4\n30000-40000 rw-p 0 00:00 0 | Rss 8, Pss 8';
	expect(measure(lines, ['totalWs', 'pss'])).toEqual([4, undefined]);
	const snapshot = snapshotOf(lines);
	expect(blockMeasure(snapshot, 'pss', snapshot.blocks.start.indexOf(0x30000))).toBe(8192);
});
