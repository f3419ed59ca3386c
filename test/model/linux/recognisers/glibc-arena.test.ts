import {describe, expect, test} from 'vitest';
import type {FindPages} from '../../../../source/model/linux/clues.ts';
import {recognise} from '../../../helpers/recognise.ts';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';
import {memoryOf} from '../../../helpers/words.ts';

describe('an arena of glibc', () => {
	const arena = `
		7f0004000000-7f0004026000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
		7f0004026000-7f0008000000 ---p 0 00:00 0 | VmFlags mr mw me
	`;

	test('is proven by its heap_info', () => {
		expect(recognise(arena, {memory: {'7f0004000000': [0x7f0004000030n, 0n, 0x26000n, 0x26000n, 0x1000n]}})).toEqual([
			'7f0004000000 Heap: glibc arena | rw-p, ---p reserve',
		]);
	});

	test('is inferred where the sizes in it are not those of the mapping', () => {
		expect(recognise(arena, {memory: {'7f0004000000': [0x7f0004000030n, 0n, 0x26000n, 0x27000n]}})).toEqual([
			'7f0004000000 Heap: glibc arena? | rw-p, ---p reserve',
		]);
		expect(recognise(arena, {memory: {}})).toEqual(['7f0004000000 Heap: glibc arena? | rw-p, ---p reserve']);
	});

	test('has words of 32 bits in a process of 32 bits, and begins at a multiple of 1 MiB', () => {
		const snapshot = snapshotOf('f7100000-f7121000 rw-p 0 00:00 0\nf7121000-f7200000 ---p 0 00:00 0', {
			process: {pid: 1, name: 'a', addressDigits: 8},
			taskSize: 0xffff_e000,
			clues: {readWords: memoryOf({f7100000: [0xf710_0018n, 0x2_1000_0002_1000n]})},
		});
		expect(listRegions(snapshot)).toEqual(['f7100000 Heap: glibc arena | rw-p, ---p reserve']);
	});

	test('begins at a multiple of 8 MiB where malloc was told to use huge pages', () => {
		const heap = `
			7f0000800000-7f0000a00000 rw-p 0 00:11 374492 /anon_hugepage (deleted)
			7f0000a00000-7f0001000000 ---p 200000 00:11 374492 /anon_hugepage (deleted)
		`;
		const words = [0x7f0000800030n, 0n, 0x200000n, 0x200000n, 0x200000n];
		expect(recognise(heap, {memory: {'7f0000800000': words}})).toEqual([
			'7f0000800000 Heap: glibc arena | /anon_hugepage (deleted) | rw-p, ---p',
		]);
	});

	test('is known without a reserve, when it is full', () => {
		expect(
			recognise('7f0004000000-7f0008000000 rw-p 0 00:00 0', {
				memory: {
					'7f0004000000': [0x7f1004000030n, 0x7f1004000000n, 0x4000000n, 0x4000000n],
				},
			}),
		).toEqual(['7f0004000000 Heap: glibc arena | rw-p']);
	});

	test('is none where something else is written at its start', () => {
		expect(recognise(arena, {memory: {'7f0004000000': [0x7878787878787878n, 0x7878787878787878n]}})).toEqual([
			'7f0004000000 Private Data: anonymous | rw-p, ---p reserve',
		]);
	});

	test('is none where its first page was never written, and stays one where that page is swapped out', () => {
		const listWith = (findPages: FindPages): readonly string[] =>
			listRegions(snapshotOf(arena, {clues: {readWords: () => undefined, findPages}}));
		expect(listWith(() => [])).toEqual(['7f0004000000 Private Data: anonymous | rw-p, ---p reserve']);
		expect(listWith((start, end) => [{start, end, state: 'swapped out'}])).toEqual([
			'7f0004000000 Heap: glibc arena? | rw-p, ---p reserve',
		]);
	});
});
