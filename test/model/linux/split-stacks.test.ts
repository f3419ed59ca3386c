import {describe, expect, test} from 'vitest';
import type {FindPages} from '../../../source/model/linux/clues.ts';
import {numberAt} from '../../../source/model/snapshot.ts';
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
		['the pages changed since smaps was read', `${numbers.replaceAll('24', '28')}, Swap 0`],
		['a field counts some of the pages only', `${numbers}, Swap 0, Referenced 12`],
		['the swapped pages are not found', `${numbers}, Swap 4`],
	])('stay one where %s', (_, fields) => {
		expect(listRegions(snapshotOf(melted(fields), {clues: {findPages}}))).toEqual(whole);
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
