import {describe, expect, test} from 'vitest';
import {recognise} from '../../../helpers/recognise.ts';

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
});
