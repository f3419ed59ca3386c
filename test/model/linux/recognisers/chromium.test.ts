import {describe, expect, test} from 'vitest';
import {recognise, recogniseKinds} from '../../../helpers/recognise.ts';

test('Chromium has pools of PartitionAlloc, a cage of Blink, a sandbox of V8, its tables and its code', () => {
	const memory = `
		d800000000-d800004000 ---p 0 00:00 0 | VmFlags mr mw me
		d800004000-d800108000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me
		d800108000-e000000000 ---p 0 00:00 0 | VmFlags mr mw me
		8cc00000000-8cc02000000 ---p 0 00:00 0 | VmFlags mr mw me
		8cc02000000-8cc020e0000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me
		8cc020e0000-8d000000000 ---p 0 00:00 0 | VmFlags mr mw me
		343f00000000-344f00000000 ---p 0 00:00 0 | VmFlags mr mw me nr dd
		344f00000000-344f00280000 r--p 0 00:00 0 | VmFlags rd mr mw me nr
		344f00280000-344f01000000 ---p 0 00:00 0 | VmFlags mr mw me nr dd
		55abe0000000-55ac00000000 rwxp 0 00:00 0 | VmFlags rd wr ex mr mw me ac
		7fbb959f0000-7fbb95a00000 r--p 0 00:00 0 | VmFlags rd mr mw me nr
		7fbb95a00000-7fbc159f0000 ---p 0 00:00 0 | VmFlags mr mw me nr
		7fbc1b524000-7fbc1b533000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	`;
	expect(recognise(memory, {program: '/usr/lib/chromium/chromium'}).map(line => line.split(' |')[0])).toEqual([
		'd800000000 Heap: PartitionAlloc?',
		'8cc00000000 Managed Heap: Blink heap?',
		'343f00000000 Managed Heap: V8 sandbox?',
		'344f00000000 Managed Heap: V8 heap?',
		'344f00280000 Managed Heap: V8 sandbox?',
		'55abe0000000 Managed Heap: V8 code?',
		'7fbb959f0000 Managed Heap: V8 tables?',
		'7fbc1b524000 Private Data: anonymous',
	]);
});

describe('the sandbox of V8 in Chromium', () => {
	const memory = `
		28d800000000-28d800010000 r--p 0 00:00 0 | VmFlags rd mr mw me nr
		28d800010000-28d800020000 ---p 0 00:00 0 | VmFlags mr mw me
		28d800020000-28d801000000 ---p 0 00:00 0 | VmFlags mr mw me nr dd
		28d801000000-28d8013e2000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr
		28d8013e2000-28d801400000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr dd
		28d801400000-28d801432000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr
		28d801432000-2a2000000000 ---p 0 00:00 0 | VmFlags mr mw me nr dd
		375b00000000-375b01000000 ---p 0 00:00 0 | VmFlags mr mw me
		375b01000000-375b01080000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
		375b01080000-375b40000000 ---p 0 00:00 0 | VmFlags mr mw me
		7fe4983d0000-7fe4983e0000 r--p 0 00:00 0 | VmFlags rd mr mw me nr
		7fe4983e0000-7fe5103d0000 ---p 0 00:00 0 | VmFlags mr mw me nr
	`;

	test('has pages that do not touch its reserve, and trusted objects and tables outside of it', () => {
		const kinds = recogniseKinds(memory, {program: '/usr/lib/chromium/chromium'});
		expect(kinds.slice(0, -2).filter(kind => !/V8 (heap|sandbox)/.test(kind))).toEqual([]);
		expect(kinds.slice(-2)).toEqual(['Managed Heap: V8 heap?', 'Managed Heap: V8 tables?']);
	});

	test('has no code in the few pages that another library makes', () => {
		const thunks = '7fbc1b524000-7fbc1b533000 rwxp 0 00:00 0';
		expect(recogniseKinds(thunks, {program: '/usr/lib/chromium/chromium'})).toEqual(['Private Data: JIT code?']);
	});
});
