import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const uncharged = '7f5da4601000-7f5da4e00000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr';
const charged = '7f5da5000000-7f5da5400000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac';
const small = '7f5da5f03000-7f5da5f0c000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac';
const library = '7f5da6000000-7f5da6001000 r--p 0 fe:00 9 /usr/lib/libjemalloc.so.2';
/** base_block_t of jemalloc 5.3: size, next, bits, where its free part begins and how long that is. */
const block = [0x400000n, 0n, 0xe80afffn, 0x7f5da52000c0n, 0x1fff40n, 0n, 1n];

describe('jemalloc', () => {
	test('does not charge its extents; what is charged beside them is of others', () => {
		expect(recogniseKinds(`${uncharged}\n${charged}\n${small}\n${library}`).slice(0, 3)).toEqual([
			'Heap: jemalloc?',
			'Private Data: anonymous',
			'Private Data: anonymous',
		]);
	});

	test('has nothing of what a program has mapped right behind an extent', () => {
		const touching = charged.replace('7f5da5000000', '7f5da4e00000');
		expect(recogniseKinds(`${uncharged}\n${touching}\n${library}`).slice(0, 2)).toEqual([
			'Heap: jemalloc?',
			'Private Data: anonymous',
		]);
	});

	test('has charged extents at multiples of 2 MB where memory is not overcommitted', () => {
		expect(recogniseKinds(`${charged}\n${small}\n${library}`).slice(0, 2)).toEqual([
			'Heap: jemalloc?',
			'Private Data: anonymous',
		]);
	});

	test('is proven by a base block, and then known without the library too', () => {
		expect(recogniseKinds(`${uncharged}\n${charged}`, {memory: {'7f5da5000000': block}})).toEqual([
			'Heap: jemalloc?',
			'Heap: jemalloc',
		]);
	});

	test('is not seen without library and block, nor in a block whose sizes disagree', () => {
		expect(recogniseKinds(uncharged)).toEqual(['Private Data: anonymous']);
		const wrong = [...block.slice(0, 4), 0x1fff48n];
		expect(recogniseKinds(`${uncharged}\n${charged}`, {memory: {'7f5da5000000': wrong}})).toEqual([
			'Private Data: anonymous',
			'Private Data: anonymous',
		]);
	});
});
