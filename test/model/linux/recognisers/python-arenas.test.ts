import {describe, expect, test} from 'vitest';
import {recognise} from '../../../helpers/recognise.ts';

describe('arenas of CPython', () => {
	const python = '560000000000-560000001000 r--p 0 fe:00 7 /usr/bin/python3.11';
	/** count, free block, next, previous, arena and size class 8, offsets of a pool of 16 KiB with blocks of 144 bytes. */
	const pool = [0x71n, 0n, 0x7f9a8fba8000n, 0x7f9a9045c0b0n, 0x800000002n, 0x3f7000003fc0n];
	const smallPool = [0x1n, 0n, 0n, 0n, 0x100000000n, 0xfe0_0000_0050n];
	const mapping = '7f0000003000-7f0000103000 rw-p 0 00:00 0';

	test('are known by the header of their first pool', () => {
		expect(recognise(`${python}\n${mapping}`, {memory: {'7f0000004000': pool}})).toContain(
			'7f0000003000 Managed Heap: Python heap | rw-p',
		);
	});

	test('have 256 KiB and pools of 4 KiB before Python 3.10', () => {
		expect(
			recognise(`${python}\n7f0000003000-7f0000043000 rw-p 0 00:00 0`, {memory: {'7f0000003000': smallPool}}),
		).toContain('7f0000003000 Managed Heap: Python heap | rw-p');
	});

	test('are found beside chunks of malloc, and the larger part gives its name', () => {
		const memory = {'7f0000001000': [0n, 0x30002n], '7f0000034000': pool};
		expect(recognise(`${python}\n7f0000001000-7f0000131000 rw-p 0 00:00 0`, {memory: memory})).toContain(
			'7f0000001000 Managed Heap: Python heap? | rw-p',
		);
	});

	test('are not seen in a process without CPython, nor where sizes disagree', () => {
		expect(recognise(mapping, {memory: {'7f0000004000': pool}})).toEqual([
			'7f0000003000 Private Data: anonymous | rw-p',
		]);
		expect(
			recognise(`${python}\n${mapping}`, {memory: {'7f0000004000': [...pool.slice(0, 5), 0x3f8000003fc0n]}}),
		).toContain('7f0000003000 Private Data: anonymous | rw-p');
	});

	test('have stacks of frames beside them', () => {
		const memory = {'7f0000004000': [0n, 0x4000n, 0n], '7f0000008000': pool};
		expect(recognise(`${python}\n7f0000004000-7f0000108000 rw-p 0 00:00 0`, {memory})).toContain(
			'7f0000004000 Managed Heap: Python heap | rw-p',
		);
		const other = {'7f0000004000': [0n, 0x4100n, 0n], '7f0000008000': pool};
		expect(recognise(`${python}\n7f0000004000-7f0000108000 rw-p 0 00:00 0`, {memory: other})).toContain(
			'7f0000004000 Private Data: anonymous | rw-p',
		);
	});
});
