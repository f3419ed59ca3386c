import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const library = '7f0b00800000-7f0b00801000 r--p 0 fe:00 9 /usr/lib/x86_64-linux-gnu/libruby-3.1.so.3.1.2';
/** A page begins with its descriptor, a heap_page, which says where the first slot of the page is. */
const page = [0x558a69782580n, 0n, 0x502065n];
const descriptor = [0x1990028n, 0x100000000n, 0x558a6885c828n, 0n, 0x7f0afbd80010n, 0n];

describe('heap pages of Ruby', () => {
	const mapping = '7f0afbd7d000-7f0afbd90000 rw-p 0 00:00 0';
	/** Four pages of 16 KB, and their descriptors. */
	const pages = Object.fromEntries(
		[0, 1, 2, 3].flatMap(index => {
			const address = 0x7f0a_fbd8_0000 + index * 0x4000;
			const place = 0x558a_6978_2580 + index * 0x100;
			const own = descriptor.map(word => (word === 0x7f0afbd80010n ? BigInt(address + 0x10) : word));
			return [
				[address.toString(16), [BigInt(place)]],
				[place.toString(16), own],
			];
		}),
	);

	test('are proven by a descriptor that points back, from what was cut off before them on', () => {
		expect(recogniseKinds(`${mapping}\n${library}`, {memory: pages})[0]).toBe('Managed Heap: Ruby heap');
	});

	test('have 64 KB since Ruby 3.2', () => {
		const large = [0x6650028n, ...descriptor.slice(1)];
		const memory = {'7f0afbd80000': page, '558a69782580': large};
		expect(recogniseKinds(`7f0afbd74000-7f0afbd90000 rw-p 0 00:00 0\n${library}`, {memory})[0]).toBe(
			'Managed Heap: Ruby heap',
		);
	});

	test('are not seen where the descriptor points elsewhere, nor without Ruby', () => {
		const memory = {'7f0afbd80000': page, '558a69782580': [...descriptor.slice(0, 4), 0x7f0afbd90010n]};
		expect(recogniseKinds(`${mapping}\n${library}`, {memory})[0]).toBe('Private Data: anonymous');
		const other = {'7f0afbd80000': page, '558a69782580': [0x990028n, ...descriptor.slice(1)]};
		expect(recogniseKinds(`${mapping}\n${library}`, {memory: other})[0]).toBe('Private Data: anonymous');
		expect(recogniseKinds(mapping, {memory: pages})).toEqual(['Private Data: anonymous']);
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
