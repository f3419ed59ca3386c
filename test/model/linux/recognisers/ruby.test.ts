import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const library = '7f0b00800000-7f0b00801000 r--p 0 fe:00 9 /usr/lib/x86_64-linux-gnu/libruby-3.1.so.3.1.2';
/** A page begins with its descriptor, a heap_page, which says where the first slot of the page is. */
const page = [0x558a69782580n, 0n, 0x502065n];
const descriptor = [0x1990028n, 0x100000000n, 0x558a6885c828n, 0n, 0x7f0afbd80010n, 0n];

describe('heap pages of Ruby', () => {
	const mapping = '7f0afbd74000-7f0afbd90000 rw-p 0 00:00 0';

	test('are proven by a descriptor that points back, from what was cut off before them on', () => {
		const memory = {'7f0afbd80000': page, '558a69782580': descriptor};
		expect(recogniseKinds(`${mapping}\n${library}`, {memory})[0]).toBe('Managed Heap: Ruby heap');
	});

	test('are not seen where the descriptor points elsewhere, nor without Ruby', () => {
		const memory = {'7f0afbd80000': page, '558a69782580': [...descriptor.slice(0, 4), 0x7f0afbd90010n]};
		expect(recogniseKinds(`${mapping}\n${library}`, {memory})[0]).toBe('Private Data: anonymous');
		expect(recogniseKinds(mapping, {memory: {'7f0afbd80000': page, '558a69782580': descriptor}})).toEqual([
			'Private Data: anonymous',
		]);
	});

	test('have a transient heap beside them, known by its first block', () => {
		const transient = '7f0afe148000-7f0b00148000 rw-p 0 00:00 0';
		expect(recogniseKinds(`${transient}\n${library}`, {memory: {'7f0afe148000': [0xffff_0000n]}})[0]).toBe(
			'Managed Heap: Ruby heap',
		);
		expect(recogniseKinds(`${transient}\n${library}`, {memory: {'7f0afe148000': [0n]}})[0]).toBe(
			'Private Data: anonymous',
		);
	});
});
