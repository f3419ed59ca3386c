import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const program = '/usr/bin/php8.2';
const mapping = '7fb9eee00000-7fb9ef200000 rw-p 0 00:00 0';
/** zend_mm_chunk: heap, next, previous, free pages and free tail. */
const chunk = [0x7fb9f0400040n, 0x7fb9ee600000n, 0x7fb9f0400000n, 0x44_0000_01bcn, 3n];

describe('chunks of PHP', () => {
	test('are proven where they fill a mapping, one after the other', () => {
		expect(recogniseKinds(mapping, {memory: {'7fb9eee00000': chunk, '7fb9ef000000': chunk}})).toEqual([
			'Managed Heap: PHP heap',
		]);
	});

	test('are found behind what was mapped before them', () => {
		const joined = '7fb9eed00000-7fb9ef200000 rw-p 0 00:00 0';
		expect(recogniseKinds(joined, {memory: {'7fb9eee00000': chunk, '7fb9ef000000': chunk}})).toEqual([
			'Managed Heap: PHP heap?',
		]);
	});

	test('have large blocks beside them, in a program that runs PHP', () => {
		const block = '7fb9ec800000-7fb9edb13000 rw-p 0 00:00 0';
		expect(recogniseKinds(block, {program, memory: {}})).toEqual(['Managed Heap: PHP heap?']);
		expect(recogniseKinds(block, {memory: {}})).toEqual(['Private Data: anonymous']);
		expect(recogniseKinds('7fb9ec801000-7fb9edb13000 rw-p 0 00:00 0', {program})).toEqual(['Private Data: anonymous']);
	});

	test.each([
		['whose heap is elsewhere', [0x7fb9f0400048n, ...chunk.slice(1)]],
		['that is in no ring', [chunk[0] ?? 0n, 0n, 0n, chunk[3] ?? 0n]],
		['with more free pages than it has', [...chunk.slice(0, 3), 0x44_0000_0400n]],
	])('are not seen in one %s', (_, words) => {
		expect(recogniseKinds(mapping, {memory: {'7fb9eee00000': words, '7fb9ef000000': words}})).toEqual([
			'Private Data: anonymous',
		]);
	});
});
