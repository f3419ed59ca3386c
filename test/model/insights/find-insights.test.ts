import {describe, expect, test} from 'vitest';
import {findInsights} from '../../../source/model/insights/find-insights.ts';
import type {LinuxSample} from '../../../source/model/linux/build-snapshot.ts';
import {makeSnapshot} from '../../helpers/snapshots.ts';
import {snapshotOf} from '../../helpers/vmas.ts';

/** The sentence about a subject, with `!` in front of a warning; undefined where there is none. */
function find(subject: string, text: string, parts: Partial<LinuxSample> = {}): string | undefined {
	const insight = findInsights(snapshotOf(text, parts)).find(candidate => candidate.subject === subject);
	return insight && `${insight.isWarning ? '! ' : ''}${insight.sentence}`;
}

const plain = '7f0000000000-7f0000100000 rw-p 0 00:00 0 | Rss 1024, Anonymous 1024, Swap 0';

describe('mappings', () => {
	const two = `${plain}\n7f0000200000-7f0000300000 r--p 0 00:00 0\nffffffffff600000-ffffffffff601000 --xp 0 00:00 0 [vsyscall]`;

	test('are counted against the limit of the kernel, without the page above user space', () => {
		expect(find('mappings', two, {counters: {max_map_count: 65_530}})).toBe(
			'2 mappings of at most 65,530 (vm.max_map_count), <0.1%.',
		);
	});

	test('are a warning near the limit', () => {
		expect(find('mappings', two, {counters: {max_map_count: 2}})).toBe(
			'! 2 mappings of at most 2 (vm.max_map_count), 100.0%: at the limit mmap and mprotect fail.',
		);
	});

	test('count once where guards divide one of them', () => {
		const flags = 'VmFlags rd wr mr mw me gu ac nh';
		const guards = [0, 0x10_0000].map(offset => ({
			start: 0x7f00_0000_0000 + offset,
			end: 0x7f00_0000_1000 + offset,
			state: 'a guard' as const,
		}));
		const text = `7f0000000000-7f0000200000 rw-p 0 00:00 0 | Rss 0, ${flags}\n7f0000200000-7f0000300000 r--p 0 00:00 0`;
		const snapshot = snapshotOf(text, {counters: {max_map_count: 100}, clues: {findPages: () => guards}});
		expect(snapshot.blocks.protection.filter(row => snapshot.strings[row] === '---p')).toHaveLength(2);
		expect(findInsights(snapshot)[0]?.sentence).toMatch(/^2 mappings of at most 100 /);
	});

	test('are not mentioned where the limit is not known', () => {
		expect(find('mappings', two)).toBeUndefined();
	});
});

describe('writable code', () => {
	test('is counted with its size and what is in memory', () => {
		const code = `
			7f0000000000-7f0000100000 rwxp 0 00:00 0 | Rss 64
			7f0000200000-7f0000280000 -wxp 0 00:00 0 | Rss 0
			7f0000300000-7f0000301000 r-xp 0 00:00 0 | Rss 4
		`;
		expect(find('writable code', code)).toBe(
			'! 2 blocks of 1,536 KB can be written and executed at once, of which 64 KB in memory.',
		);
	});

	test('is not mentioned where there is none', () => {
		expect(find('writable code', plain)).toBeUndefined();
	});
});

describe('deleted files', () => {
	test('are counted once each, and the largest is named', () => {
		const files = `
			7f0000000000-7f0000100000 r--p 0 fe:00 7 /usr/lib/old.dat (deleted)
			7f0000200000-7f0000201000 r--p 0 fe:00 8 /usr/lib/small.dat (deleted)
			7f0000300000-7f0000380000 r--p 0 fe:00 7 /usr/lib/old.dat (deleted)
			7f0000400000-7f0000480000 rw-s 0 00:01 9 /memfd:buffer (deleted)
		`;
		expect(find('deleted files', files)).toBe(
			'! 2 deleted files are still mapped, 1,540 KB: the largest is /usr/lib/old.dat.',
		);
	});

	test('one is named', () => {
		expect(find('deleted files', '7f0000000000-7f0000100000 r--p 0 fe:00 7 /a (deleted)')).toBe(
			'! 1 deleted file is still mapped, 1,024 KB: /a.',
		);
		expect(find('deleted files', '7f0000000000-7f0000100000 r--p 0 fe:00 7 /a')).toBeUndefined();
	});
});

test('what a fork still shares is told, and only what is private is counted', () => {
	const fields = 'Rss 1024, Anonymous 1024, Shared_Dirty 256, Shared_Clean 0, Private_Dirty 768, Private_Clean 0';
	const text = `
		7f0000000000-7f0000100000 rw-p 0 00:00 0 | ${fields}
		7f0000200000-7f0000300000 rw-s 0 00:01 5 /memfd:x (deleted) | ${fields}
	`;
	expect(find('fork', text)).toBe(
		'256 KB of private memory, 25.0% of it, are still shared with processes made by fork: ' +
			'each page is copied when it is written to.',
	);
	expect(find('fork', plain)).toBeUndefined();
});

test('swap is told with its share and where most of it is', () => {
	const text = `
		7f0000000000-7f0000100000 rw-p 0 00:00 0 [heap] | Rss 600, Swap 400
		7f0000200000-7f0000300000 rw-p 0 00:00 0 | Rss 900, Swap 100
	`;
	expect(find('swap', text)).toBe(
		'! 500 KB are swapped out, 25.0% of what is in use; the most, 400 KB, of one main heap.',
	);
	expect(find('swap', plain)).toBeUndefined();
});

test('stacks are told with what was touched of them and how many have no thread', () => {
	const text = `
		7f0000001000-7f0000002000 ---p 0 00:00 0 | Rss 0, Swap 0, VmFlags mr mw me nh
		7f0000002000-7f0000802000 rw-p 0 00:00 0 | Rss 60, Swap 20, VmFlags rd wr mr mw me ac nh
		7f0000802000-7f0000803000 ---p 0 00:00 0 | Rss 0, Swap 0, VmFlags mr mw me nh
		7f0000803000-7f0001003000 rw-p 0 00:00 0 | Rss 84, Swap 0, VmFlags rd wr mr mw me ac nh
	`;
	const threads = [{tid: 11, name: 'worker', stackPointer: 0x7f00_0080_1f00}];
	expect(find('stacks', text, {clues: {threads}})).toBe(
		'2 thread stacks of 16,384 KB, of which 164 KB, 1.0%, were ever touched. ' +
			'1 of them has no live thread and keeps 84 KB.',
	);
	expect(find('stacks', plain)).toBeUndefined();
});

test('huge pages are told with their share of anonymous memory', () => {
	const text = '7f0000000000-7f0000800000 rw-p 0 00:00 0 | Rss 8192, Anonymous 8192, AnonHugePages 2048';
	expect(find('huge pages', text)).toBe(
		'2,048 KB in 1 block are in transparent huge pages, 25.0% of anonymous memory: each is filled whole, used or not.',
	);
	expect(find('huge pages', plain)).toBeUndefined();
});

describe('page tables', () => {
	test('are a warning where they are large for what they map', () => {
		expect(find('page tables', plain, {counters: {VmPTE: 2 << 20}})).toBe(
			'! Page tables take 2,048 KB for 1,024 KB in memory, 200.0%: more than what they map.',
		);
		expect(find('page tables', plain, {counters: {VmPTE: 4096}})).toBe(
			'Page tables take 4 KB for 1,024 KB in memory, 0.4%.',
		);
	});

	test('are for what is swapped out too', () => {
		const swapped = '7f0000000000-7f0000100000 rw-p 0 00:00 0 | Rss 4, Swap 1020';
		expect(find('page tables', swapped, {counters: {VmPTE: 4096}})).toBe(
			'Page tables take 4 KB for 1,024 KB in memory and in swap, 0.4%.',
		);
	});

	test('are not mentioned where their size is not known', () => {
		expect(find('page tables', plain)).toBeUndefined();
	});
});

test('free address space is told with its largest piece', () => {
	const parts = {taskSize: 0x1000_0000, mmapMinAddress: 0x1_0000};
	expect(find('fragmentation', '08000000-08100000 rw-p 0 00:00 0', parts)).toBe(
		'! 261,056 KB of address space are free in 2 pieces, the largest has 131,008 KB: 49.8% fragmented.',
	);
});

test('what the kernel keeps free is not called lost', () => {
	expect(find('unusable space', '08000000-08100000 rw-p 0 00:00 0', {mmapMinAddress: 0x1_0000})).toBeUndefined();
});

test('amounts that are hard to read in kilobytes are told in larger units', () => {
	expect(find('fragmentation', plain)).toMatch(/^[\d.]+ TB of address space are free in \d+ pieces, the largest has/);
});

test('warnings come first', () => {
	const warnings = findInsights(snapshotOf(`${plain}\n7f0000200000-7f0000201000 rwxp 0 00:00 0 | Rss 4`)).map(
		({isWarning}) => isWarning,
	);
	expect(warnings).toEqual(warnings.toSorted((one, other) => Number(other) - Number(one)));
	expect(new Set(warnings).size).toBe(2);
});

describe('on Windows', () => {
	const image = (kind: string, start: number, details: string) =>
		({type: 'Image', kind, start, details, blocks: [{size: 4096, protection: 'Read'}]}) as const;
	const tell = (subject: string, described: Parameters<typeof makeSnapshot>[0]): string | undefined => {
		const insight = findInsights(makeSnapshot(described, {platform: 'windows'})).find(each => each.subject === subject);
		return insight && `${insight.isWarning ? '! ' : ''}${insight.sentence}`;
	};

	test('images that ASLR cannot move are a warning; what the loader did not load is none of them', () => {
		expect(
			tell('images without ASLR', [
				image('executable', 0x40_0000, 'C:\\old.exe'),
				image('DLL (ASLR)', 0x50_0000, 'C:\\new.dll'),
				image('image, not loaded', 0x60_0000, 'C:\\resources.dll'),
			]),
		).toBe('! 1 image of 2 cannot be moved by ASLR: C:\\old.exe.');
		expect(tell('images without ASLR', [image('DLL (ASLR)', 0x50_0000, 'C:\\new.dll')])).toBeUndefined();
	});

	test('stacks are told by what is committed of them', () => {
		const block = (size: number, committed: number) => ({
			size,
			protection: committed === 0 ? 'Reserved' : 'Read/Write',
			measures: {committed},
		});
		expect(
			tell('stacks', [
				{
					type: 'Stack',
					kind: 'thread stack',
					start: 0x10_0000,
					blocks: [block(0x8_0000, 0), block(0x8_0000, 0x8_0000)],
				},
				{type: 'Stack', kind: '64-bit thread stack', start: 0x20_0000, blocks: [block(0x10_0000, 0)]},
			]),
		).toBe('2 thread stacks of 2,048 KB, of which 512 KB, 25.0%, are committed.');
	});

	test('unusable space is counted, a warning where it is much', () => {
		const used = {type: 'Private Data', start: 0x1_0000, blocks: [{size: 4096, protection: 'Read/Write'}]} as const;
		const lost = {type: 'Unusable', start: 0x1_1000, blocks: [{size: 0xf000, protection: ''}]} as const;
		const free = (size: number) => ({type: 'Free', start: 0x2_0000, blocks: [{size, protection: ''}]}) as const;
		expect(tell('unusable space', [used, lost, free(0x10_0000)])).toMatch(/^! 60 KB of address space in 1 piece are/);
		expect(tell('unusable space', [used, lost, free(0x7000_0000)])).toMatch(/^60 KB .* <0\.1% of it/);
		expect(tell('unusable space', [used])).toBeUndefined();
	});
});
