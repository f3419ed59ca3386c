import {describe, expect, test} from 'vitest';
import {recognise} from '../../../helpers/recognise.ts';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';
import {memoryOf} from '../../../helpers/words.ts';

describe('mapped chunks of glibc', () => {
	const mapping = '7f0000001000-7f0000071000 rw-p 0 00:00 0';

	test('are proven where they fill a mapping, one after the other', () => {
		expect(recognise(mapping, {memory: {'7f0000001000': [0n, 0x30002n], '7f0000031000': [0n, 0x40002n]}})).toEqual([
			'7f0000001000 Heap: glibc mmapped chunk | rw-p',
		]);
	});

	test('are proven in a process of 32 bits, whose header is behind 8 bytes', () => {
		const snapshot = snapshotOf('f7001000-f7071000 rw-p 0 00:00 0', {
			process: {pid: 1, name: 'a', addressDigits: 8},
			taskSize: 0xffff_e000,
			clues: {readWords: memoryOf({f7001000: [0n, (0x6_fff8n + 2n) * 2n ** 32n + 8n]})},
		});
		expect(listRegions(snapshot)).toEqual(['f7001000 Heap: glibc mmapped chunk | rw-p']);
	});

	test('are inferred where they fill more than half of it, and not claimed below', () => {
		expect(recognise(mapping, {memory: {'7f0000001000': [0n, 0x40002n]}})).toEqual([
			'7f0000001000 Heap: glibc mmapped chunk? | rw-p',
		]);
		expect(recognise(mapping, {memory: {'7f0000001000': [0n, 0x20002n]}})).toEqual([
			'7f0000001000 Private Data: anonymous | rw-p',
		]);
	});

	test('are inferred where they are most of what is in memory, and the kernel has joined them with what was never used', () => {
		const findPages = (start: number, end: number) =>
			start < 0x7f00_0002_1000 ? [{start, end, state: 'in memory'} as const] : [];
		expect(recognise(mapping, {memory: {'7f0000001000': [0n, 0x20002n]}, clues: {findPages}})).toEqual([
			'7f0000001000 Heap: glibc mmapped chunk? | rw-p',
		]);
	});

	test('are inferred where all of the first 1,024 pieces are such, of many more', () => {
		const words = BigUint64Array.of(0n, 0x2_1002n, 0n, 0n, 0n, 0n, 0n, 0n);
		const first = 0x7f00_0000_1000;
		const recogniseUpTo = (count: number) =>
			recognise('7f0000001000-7f0019c81000 rw-p 0 00:00 0', {
				clues: {readWords: address => (address < first + count * 0x2_1000 ? words : undefined)},
			});
		expect(recogniseUpTo(3072)).toEqual(['7f0000001000 Heap: glibc mmapped chunk? | rw-p']);
		expect(recogniseUpTo(1000)).toEqual(['7f0000001000 Private Data: anonymous | rw-p']);
	});

	test('are not looked for in less than malloc maps', () => {
		expect(recognise('7f0000001000-7f0000003000 rw-p 0 00:00 0', {memory: {'7f0000001000': [0n, 0x2002n]}})).toEqual([
			'7f0000001000 Private Data: anonymous | rw-p',
		]);
	});

	test.each([
		['other bits', [0n, 0x70003n]],
		['part of a page', [0n, 0x70012n]],
		['a size before it', [0x10n, 0x70002n]],
		['a size beyond the mapping', [0n, 0x80002n]],
	])('are not seen in a word with %s', (_, words) => {
		expect(recognise(mapping, {memory: {'7f0000001000': words}})).toEqual([
			'7f0000001000 Private Data: anonymous | rw-p',
		]);
	});
});
