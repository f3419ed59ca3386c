import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const memory = `
	561000000000-561000021000 rw-p 0 00:00 0 [heap]
	7f33a8e1e000-7f33ad51e000 rw-p 0 00:00 0
	7f33ae095000-7f33ae09a000 rw-p 0 00:00 0
`;

describe('tcmalloc', () => {
	test('has the program break and what is mapped in large steps, where its library is mapped', () => {
		const library = '7f33b0000000-7f33b0001000 r--p 0 fe:00 9 /usr/lib/libtcmalloc_minimal.so.4';
		expect(recogniseKinds(`${memory}${library}`).slice(0, 3)).toEqual([
			'Heap: tcmalloc?',
			'Heap: tcmalloc?',
			'Private Data: anonymous',
		]);
	});

	test('is not seen without its library', () => {
		expect(recogniseKinds(memory)).toEqual(['Heap: main heap', 'Private Data: anonymous', 'Private Data: anonymous']);
	});
});
