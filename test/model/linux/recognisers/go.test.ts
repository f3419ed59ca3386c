import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const arena = `
	c000000000-c001600000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	c001600000-c001800000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac hg
	c001800000-c004000000 ---p 0 00:00 0 | VmFlags mr mw me
`;
const summary = `
	7f74a2e00000-7f74a2e07000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	7f74a2e07000-7f74c7606000 ---p 0 00:00 0 | VmFlags mr mw me
`;
const data = '7f74d0000000-7f74d0040000 rw-p 0 00:00 0';
const library = '7f74d1000000-7f74d1001000 r--p 0 fe:00 9 /usr/lib/libc.so.6';

describe('Go', () => {
	test('has its heap from c000000000 on, in parts of any size where some have huge pages', () => {
		expect(recogniseKinds(arena)).toEqual(Array.from({length: 3}, () => 'Managed Heap: Go heap?'));
	});

	test('has all memory of a program that maps no library', () => {
		expect(recogniseKinds(`${arena}${summary}${data}`).slice(3)).toEqual([
			'Managed Heap: Go runtime?',
			'Managed Heap: Go runtime?',
		]);
	});

	test('has a summary of its pages beside the memory of C', () => {
		const large = summary.replace('7f74c7606000', '7f74c7e07000');
		expect(recogniseKinds(`${arena}${large}${data}\n${library}`).slice(3, 5)).toEqual([
			'Managed Heap: Go runtime?',
			'Private Data: anonymous',
		]);
	});

	test('keeps its heap where a stack pointer is in it: goroutines have their stacks there', () => {
		const threads = [{tid: 11, name: 'server', stackPointer: 0xc0_0000_1f00}];
		expect(recogniseKinds('c000000000-c000400000 rw-p 0 00:00 0', {clues: {threads}})).toEqual([
			'Managed Heap: Go heap?',
		]);
	});

	test('is not seen in what another program maps at such addresses by chance', () => {
		expect(recogniseKinds('c0a4c40000-c0a4c80000 rw-p 0 00:00 0')).toEqual(['Private Data: anonymous']);
	});
});
