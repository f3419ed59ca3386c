import {describe, expect, test} from 'vitest';
import {recognise} from '../../../helpers/recognise.ts';

describe('V8 in Node.js', () => {
	const memory = `
		b7c0c40000-b7c0c80000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me dc ac
		242ae81c0000-242ae81de000 r--p 0 00:00 0 | VmFlags rd mr mw me dc ac
		7fd7d0000000-7fd7efdc0000 rwxp 0 00:00 0 | VmFlags rd wr ex mr mw me dc nr
		7fd804341000-7fd804361000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me dc nr
		7fd845007000-7fd845139000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	`;

	test('keeps its pages, its code and its tables from forks', () => {
		expect(recognise(memory, {program: '/usr/bin/node'})).toEqual([
			'b7c0c40000 Managed Heap: V8 heap? | rw-p',
			'242ae81c0000 Managed Heap: V8 heap? | r--p',
			'7fd7d0000000 Managed Heap: V8 code? | rwxp',
			'7fd804341000 Managed Heap: V8 tables? | rw-p',
			'7fd845007000 Private Data: anonymous | rw-p',
		]);
	});

	test('reserves 10 GB for the memory of a WebAssembly program, of which a part can be written', () => {
		const instance = `
			7f6a32fc0000-7f6a36fc2000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me dc nr
			7f6a36fc2000-7f6cb2fc3000 ---p 0 00:00 0 | VmFlags mr mw me dc nr
		`;
		expect(recognise(instance, {program: '/usr/bin/node'})).toEqual([
			'7f6a32fc0000 Managed Heap: WebAssembly memory? | rw-p, ---p reserve',
		]);
	});

	test('is not seen in a program that runs no V8', () => {
		expect(recognise(memory, {program: '/usr/bin/cat'}).filter(line => line.includes('V8'))).toEqual([]);
	});
});
