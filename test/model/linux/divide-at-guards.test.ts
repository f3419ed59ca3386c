import {describe, expect, test} from 'vitest';
import type {FindPages} from '../../../source/model/linux/clues.ts';
import type {StoredMeasure} from '../../../source/model/measure.ts';
import {numberAt, type Snapshot} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';
import {listRegions, snapshotOf} from '../../helpers/vmas.ts';

const flags = 'VmFlags rd wr mr mw me gu ac nh';
const melted = (fields: string): string => `7f0000000000-7f0000200000 rw-p 0 00:00 0 | ${fields}, ${flags}`;
const numbers =
	'Size 2048, Rss 24, Pss 24, Anonymous 24, Private_Dirty 24, Private_Clean 0, Shared_Dirty 0, Shared_Clean 0';

/** Two stacks of 1 MiB, each with a guard of a page: 16 KiB of one and 8 KiB of the other are in memory. */
const findPages: FindPages = () => [
	{start: 0x7f00_0000_0000, end: 0x7f00_0000_1000, state: 'a guard'},
	{start: 0x7f00_000f_c000, end: 0x7f00_0010_0000, state: 'in memory'},
	{start: 0x7f00_0010_0000, end: 0x7f00_0010_1000, state: 'a guard'},
	{start: 0x7f00_001f_e000, end: 0x7f00_0020_0000, state: 'in memory'},
];

/** Bytes of one measure, a row a block; undefined where it is unknown. */
function measuresOf(snapshot: Snapshot, measure: StoredMeasure): readonly (number | undefined)[] {
	const {blocks} = snapshot;
	return [...blocks.start.keys()]
		.filter(row => (blocks.start[row] ?? 0) >= 0x7f00_0000_0000 && (blocks.start[row] ?? 0) < 0x7f00_0020_0000)
		.map(row => numberAt(blocks.measures[measure], row));
}

const whole = ['7f0000000000 Stack: thread stack? | rw-p'];

describe('stacks that are one mapping', () => {
	test('are divided at their guards, each with its own numbers', () => {
		const snapshot = snapshotOf(melted(`${numbers}, Swap 0, Referenced 24`), {clues: {findPages}});
		expect(listRegions(snapshot)).toEqual([
			'7f0000000000 Stack: thread stack? | ---p guard, rw-p',
			'7f0000100000 Stack: thread stack? | ---p guard, rw-p',
		]);
		const {measures, start} = snapshot.blocks;
		const first = start.indexOf(0x7f00_0000_0000);
		const rows = [first, first + 1, first + 2, first + 3];
		expect(rows.map(row => measures.size[row])).toEqual([0x1000, 0xf_f000, 0x1000, 0xf_f000]);
		for (const column of [measures.totalWs, measures.privateWs, measures.pss, measures.referenced]) {
			expect(rows.map(row => numberAt(column, row))).toEqual([0, 0x4000, 0, 0x2000]);
		}
	});

	test('have together what the one mapping has', () => {
		const text = melted(`${numbers}, Swap 0, Referenced 24`);
		const divided = summarize(snapshotOf(text, {clues: {findPages}})).total;
		const one = summarize(snapshotOf(text)).total;
		expect(divided).toMatchObject({size: one.size, totalWs: one.totalWs, privateWs: one.privateWs, pss: one.pss});
	});

	test.each([
		['the process has touched pages since smaps was read', `${numbers.replaceAll('24', '20')}, Swap 0`],
		['what was in swap has come back since', `${numbers}, Swap 4`],
	])('are divided as they are now where %s', (_, fields) => {
		const snapshot = snapshotOf(melted(fields), {clues: {findPages}});
		expect(measuresOf(snapshot, 'totalWs')).toEqual([0, 0x4000, 0, 0x2000]);
		expect(measuresOf(snapshot, 'privateWs')).toEqual([0, 0x4000, 0, 0x2000]);
		expect(measuresOf(snapshot, 'swap')).toEqual([0, 0, 0, 0]);
	});

	test('are divided where the kernel has cleared some accessed bits, and then nothing is said of these', () => {
		const snapshot = snapshotOf(melted(`${numbers}, Swap 0, Referenced 12`), {clues: {findPages}});
		expect(measuresOf(snapshot, 'totalWs')).toEqual([0, 0x4000, 0, 0x2000]);
		expect(measuresOf(snapshot, 'referenced')).toEqual([0, undefined, 0, undefined]);
	});

	test('are divided where some pages came back from swap and were not written since', () => {
		const fields = numbers
			.replace('Private_Dirty 24', 'Private_Dirty 8')
			.replace('Private_Clean 0', 'Private_Clean 16');
		const snapshot = snapshotOf(melted(`${fields}, Swap 0`), {clues: {findPages}});
		expect(measuresOf(snapshot, 'uss')).toEqual([0, 0x4000, 0, 0x2000]);
		expect(measuresOf(snapshot, 'dirty')).toEqual([0, undefined, 0, undefined]);
	});

	test('stay one where a fork shares some of the pages, less their guards', () => {
		const fields = `${numbers.replace('Private_Dirty 24', 'Private_Dirty 12')}, Shared_Dirty 12, Swap 0`;
		const snapshot = snapshotOf(melted(fields), {clues: {findPages}});
		expect(listRegions(snapshot)).toEqual(whole);
		expect(measuresOf(snapshot, 'committed')).toEqual([0x1f_e000]);
		expect(measuresOf(snapshot, 'private')).toEqual([0x1f_e000]);
	});

	describe('that a fork shares in part', () => {
		const fields = (pss: number): string =>
			`Size 2048, Rss 24, Pss ${pss}, Anonymous 24, Shared_Dirty 12, Private_Dirty 12, Shared_Clean 0, Private_Clean 0, Swap 0`;
		/** Of the first stack 8 of 16 KiB are shared, of the second 4 of 8. */
		const countShared = (start: number): number => (start < 0x7f00_0010_0000 ? 0x2000 : 0x1000);

		test('are divided where the kernel tells which pages are shared, and one other process has them', () => {
			const snapshot = snapshotOf(melted(fields(18)), {clues: {findPages, countShared}});
			expect(measuresOf(snapshot, 'sharedWs')).toEqual([0, 0x2000, 0, 0x1000]);
			expect(measuresOf(snapshot, 'privateWs')).toEqual([0, 0x2000, 0, 0x1000]);
			expect(measuresOf(snapshot, 'pss')).toEqual([0, 0x3000, 0, 0x1800]);
			expect(measuresOf(snapshot, 'uss')).toEqual([0, 0x2000, 0, 0x1000]);
		});

		test.each([
			['several other processes have them', fields(16), countShared],
			['it has changed since', fields(18), () => 0x1000],
			['the kernel does not tell', fields(18), () => undefined],
		])('stay one where %s', (_, text, count) => {
			expect(listRegions(snapshotOf(melted(text), {clues: {findPages, countShared: count}}))).toEqual(whole);
		});
	});

	test('are divided on kernels that have guards but do not mark who may have them', () => {
		const unmarked = melted(`${numbers}, Swap 0`).replace(' gu', '');
		const threads = [{tid: 11, name: 'worker', stackPointer: 0x7f00_000f_f000}];
		expect(measuresOf(snapshotOf(unmarked, {clues: {findPages, threads}}), 'totalWs')).toEqual([0, 0x4000, 0, 0x2000]);
		// Without a thread on it, it need be no stack: asking about each such mapping would take long.
		expect(measuresOf(snapshotOf(unmarked, {clues: {findPages}}), 'totalWs')).toEqual([0x6000]);
	});

	test('stay one where the kernel does not tell the pages, or there is no guard', () => {
		expect(listRegions(snapshotOf(melted(`${numbers}, Swap 0`), {clues: {findPages: () => undefined}}))).toEqual(whole);
		expect(listRegions(snapshotOf(melted(`${numbers}, Swap 0`), {clues: {findPages: () => []}}))).toEqual(whole);
	});

	test('have what is swapped out of each', () => {
		const swapped: FindPages = () => [
			{start: 0x7f00_0000_0000, end: 0x7f00_0000_1000, state: 'a guard'},
			{start: 0x7f00_001f_e000, end: 0x7f00_0020_0000, state: 'swapped out'},
		];
		const snapshot = snapshotOf(melted('Size 2048, Rss 0, Pss 0, Anonymous 0, Swap 8, SwapPss 8'), {
			clues: {findPages: swapped},
		});
		const first = snapshot.blocks.start.indexOf(0x7f00_0000_0000);
		expect([first, first + 1].map(row => numberAt(snapshot.blocks.measures.swap, row))).toEqual([0, 0x2000]);
		expect([first, first + 1].map(row => numberAt(snapshot.blocks.measures.swapPss, row))).toEqual([0, 0x2000]);
	});
});

describe('memory with guards that is no stack', () => {
	const mapping = (permissions: string, object: string, fields: string): string =>
		`7f0000000000-7f0000200000 ${permissions} 4000 ${object} | ${fields}, VmFlags rd wr mr mw me gu ac`;
	const counted = (snapshot: Snapshot) => measuresOf(snapshot, 'committed');
	const divided = [0, 0xf_f000, 0, 0xf_f000];

	test('is one region with its guards reserved', () => {
		const snapshot = snapshotOf(mapping('rw-p', '00:00 0', `${numbers}, Swap 0`), {clues: {findPages}});
		expect(listRegions(snapshot)).toEqual([
			'7f0000000000 Private Data: anonymous | ---p guard, rw-p, ---p guard, rw-p',
		]);
		expect(counted(snapshot)).toEqual(divided);
	});

	test('stays one block where a field cannot be divided', () => {
		const snapshot = snapshotOf(mapping('rw-p', '00:00 0', `${numbers}, Swap 0, Referenced 12`), {clues: {findPages}});
		expect(counted(snapshot)).toEqual([0x1f_e000]);
		expect(measuresOf(snapshot, 'referenced')).toEqual([0x3000]);
	});

	test('keeps its place in its file, part by part', () => {
		const fields = `${numbers.replace('Anonymous 24', 'Anonymous 0')}, Swap 0`;
		const snapshot = snapshotOf(mapping('rw-s', 'fe:00 7 /var/data', fields), {clues: {findPages}});
		expect(listRegions(snapshot)).toEqual(['7f0000000000 Mapped File: file | /var/data | ---s, rw-s, ---s, rw-s']);
		const first = snapshot.blocks.start.indexOf(0x7f00_0000_0000);
		expect([0, 1, 2, 3].map(part => snapshot.blocks.linux?.offset[first + part])).toEqual([
			0x4000, 0x5000, 0x10_4000, 0x10_5000,
		]);
		expect(counted(snapshot)).toEqual(divided);
	});

	test('is not divided where its pages and those of smaps differ and an object may be why', () => {
		const snapshot = snapshotOf(mapping('rw-s', '00:01 7 /memfd:x (deleted)', `${numbers}, Swap 8`), {
			clues: {findPages},
		});
		expect(counted(snapshot)).toEqual([0x1f_e000]);
	});

	test('is asked about its pages only where the kernel says that it may have guards', () => {
		const asked: number[] = [];
		snapshotOf(
			`${mapping('rw-p', '00:00 0', numbers)}\n7f0000400000-7f0000600000 rw-p 0 00:00 0 | ${numbers}, VmFlags rd wr nh ac`,
			{
				clues: {
					findPages: start => {
						asked.push(start);
						return [];
					},
				},
			},
		);
		expect(asked).toEqual([0x7f00_0000_0000]);
	});
});
