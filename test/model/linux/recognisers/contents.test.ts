import {describe, expect, test} from 'vitest';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';
import {memoryOf} from '../../../helpers/words.ts';

function list(text: string, memory: Parameters<typeof memoryOf>[0]): readonly string[] {
	return listRegions(snapshotOf(text, {clues: {readWords: memoryOf(memory)}}));
}

describe('an arena of glibc', () => {
	const arena = `
		7f0004000000-7f0004026000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
		7f0004026000-7f0008000000 ---p 0 00:00 0 | VmFlags mr mw me
	`;

	test('is proven by its heap_info', () => {
		expect(list(arena, {'7f0004000000': [0x7f0004000030n, 0n, 0x26000n, 0x26000n, 0x1000n]})).toEqual([
			'7f0004000000 Heap: glibc arena | rw-p, ---p reserve',
		]);
	});

	test('is inferred where the sizes in it are not those of the mapping', () => {
		expect(list(arena, {'7f0004000000': [0x7f0004000030n, 0n, 0x26000n, 0x27000n]})).toEqual([
			'7f0004000000 Heap: glibc arena? | rw-p, ---p reserve',
		]);
		expect(list(arena, {})).toEqual(['7f0004000000 Heap: glibc arena? | rw-p, ---p reserve']);
	});

	test('is known without a reserve, when it is full', () => {
		expect(
			list('7f0004000000-7f0008000000 rw-p 0 00:00 0', {
				'7f0004000000': [0x7f1004000030n, 0x7f1004000000n, 0x4000000n, 0x4000000n],
			}),
		).toEqual(['7f0004000000 Heap: glibc arena | rw-p']);
	});
});

describe('mapped chunks of glibc', () => {
	const mapping = '7f0000001000-7f0000071000 rw-p 0 00:00 0';

	test('are proven where they fill a mapping, one after the other', () => {
		expect(list(mapping, {'7f0000001000': [0n, 0x30002n], '7f0000031000': [0n, 0x40002n]})).toEqual([
			'7f0000001000 Heap: glibc mmapped chunk | rw-p',
		]);
	});

	test('are inferred where they fill more than half of it, and not claimed below', () => {
		expect(list(mapping, {'7f0000001000': [0n, 0x40002n]})).toEqual(['7f0000001000 Heap: glibc mmapped chunk? | rw-p']);
		expect(list(mapping, {'7f0000001000': [0n, 0x20002n]})).toEqual(['7f0000001000 Private Data: anonymous | rw-p']);
	});

	test('are not looked for in less than malloc maps', () => {
		expect(list('7f0000001000-7f0000003000 rw-p 0 00:00 0', {'7f0000001000': [0n, 0x2002n]})).toEqual([
			'7f0000001000 Private Data: anonymous | rw-p',
		]);
	});

	test.each([
		['other bits', [0n, 0x70003n]],
		['part of a page', [0n, 0x70012n]],
		['a size before it', [0x10n, 0x70002n]],
		['a size beyond the mapping', [0n, 0x80002n]],
	])('are not seen in a word with %s', (_, words) => {
		expect(list(mapping, {'7f0000001000': words})).toEqual(['7f0000001000 Private Data: anonymous | rw-p']);
	});
});

describe('arenas of CPython', () => {
	const python = '560000000000-560000001000 r--p 0 fe:00 7 /usr/bin/python3.11';
	/** count, free block, next, previous, arena and size class 8, offsets of a pool of 16 KiB with blocks of 144 bytes. */
	const pool = [0x71n, 0n, 0x7f9a8fba8000n, 0x7f9a9045c0b0n, 0x800000002n, 0x3f7000003fc0n];
	const smallPool = [0x1n, 0n, 0n, 0n, 0x100000000n, 0xfe0_0000_0050n];
	const mapping = '7f0000003000-7f0000103000 rw-p 0 00:00 0';

	test('are known by the header of their first pool', () => {
		expect(list(`${python}\n${mapping}`, {'7f0000004000': pool})).toContain(
			'7f0000003000 Managed Heap: Python heap | rw-p',
		);
	});

	test('have 256 KiB and pools of 4 KiB before Python 3.10', () => {
		expect(list(`${python}\n7f0000003000-7f0000043000 rw-p 0 00:00 0`, {'7f0000003000': smallPool})).toContain(
			'7f0000003000 Managed Heap: Python heap | rw-p',
		);
	});

	test('are found beside chunks of malloc, and the larger part gives its name', () => {
		const memory = {'7f0000001000': [0n, 0x30002n], '7f0000034000': pool};
		expect(list(`${python}\n7f0000001000-7f0000131000 rw-p 0 00:00 0`, memory)).toContain(
			'7f0000001000 Managed Heap: Python heap? | rw-p',
		);
	});

	test('are not seen in a process without CPython, nor where sizes disagree', () => {
		expect(list(mapping, {'7f0000004000': pool})).toEqual(['7f0000003000 Private Data: anonymous | rw-p']);
		expect(list(`${python}\n${mapping}`, {'7f0000004000': [...pool.slice(0, 5), 0x3f8000003fc0n]})).toContain(
			'7f0000003000 Private Data: anonymous | rw-p',
		);
	});
});
