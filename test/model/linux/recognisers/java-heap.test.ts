import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const library = '7fac8d514000-7fac8d815000 r--p 0 fe:00 10 /usr/lib/jvm/lib/server/libjvm.so';
/** A JVM that runs has code. */
const jvm = `7fac71400000-7fac71670000 rwxp 0 00:00 0\n${library}`;
const archive = '7fac13000000-7fac13bc7000 rw-p 00001000 fe:00 9 /usr/lib/jvm/lib/server/classes_nocoops.jsa';
/** Mark and class of an object, and the class: 6848 bytes from the archive on, with a table in libjvm.so. */
const object = [1n, 0x8000_0000_0000_6848n];
const klass = {'7fac13006848': [0x7fac8d514100n]};

describe('the heap of a JVM', () => {
	test('is proven above 32 GB by an object at a multiple of 512 KB', () => {
		const heap = '7f5b5cc00000-7f5b69400000 rw-p 0 00:00 0';
		const at = (address: string) =>
			recogniseKinds(`${heap}\n${jvm}\n${archive}`, {memory: {[address]: object, ...klass}});
		expect(at('7f5b5cc00000')[0]).toBe('Managed Heap: Java heap');
		expect(at('7f5b69380000')[0]).toBe('Managed Heap: Java heap');
		expect(at('7f5b69381000')[0]).toBe('Private Data: anonymous');
	});

	test('is found in the middle, where the kernel says which pages are in memory', () => {
		const findPages = () => [{start: 0x7f5b_6280_1000, end: 0x7f5b_6300_0000, state: 'in memory'}] as const;
		const memory = {'7f5b62880000': object, ...klass};
		expect(
			recogniseKinds(`7f5b5cc00000-7f5b69400000 rw-p 0 00:00 0\n${jvm}\n${archive}`, {memory, clues: {findPages}})[0],
		).toBe('Managed Heap: Java heap');
	});

	test('has classes with pointers of 64 bits too', () => {
		const memory = {'7f5b5cc00000': [1n, 0x7fac1400_6848n], '7fac14006848': [0x7fac8d514100n]};
		expect(recogniseKinds(`7f5b5cc00000-7f5b69400000 rw-p 0 00:00 0\n${jvm}`, {memory})[0]).toBe(
			'Managed Heap: Java heap',
		);
	});

	test.each([
		['a mark with other bits', [0x8000_0000_0001n, object[1] ?? 0n]],
		['a lock instead of a mark', [0x10n, object[1] ?? 0n]],
		['a class that is none', [1n, 0x6850n]],
	])('is not seen in words with %s', (_, words) => {
		const memory = {'7f5b5cc00000': words, ...klass};
		expect(recogniseKinds(`7f5b5cc00000-7f5b69400000 rw-p 0 00:00 0\n${jvm}\n${archive}`, {memory})[0]).toBe(
			'Private Data: anonymous',
		);
	});

	test('is inferred below 32 GB, where nothing can be read', () => {
		expect(recogniseKinds(`e0000000-100000000 rw-p 0 00:00 0\n${jvm}`)[0]).toBe('Managed Heap: Java heap?');
	});

	test('is not seen where the library of a JVM is mapped that was never started', () => {
		expect(recogniseKinds(`e0000000-100000000 rw-p 0 00:00 0\n${library}`)[0]).toBe('Private Data: anonymous');
		const memory = {'7fac71400000': [0xc3c3_c3c3_c3c3_c3c3n]};
		expect(recogniseKinds(`e0000000-100000000 rw-p 0 00:00 0\n${jvm}`, {memory})[0]).toBe('Private Data: anonymous');
	});

	test('is not seen in what a library has mapped below 32 GB', () => {
		expect(recogniseKinds(`40001000-40091000 rw-p 0 00:00 0\n${jvm}`)[0]).toBe('Private Data: anonymous');
		const text = {'40000000': [0x4141_4141_4141_4141n]};
		expect(recogniseKinds(`40000000-40100000 rw-p 0 00:00 0\n${jvm}`, {memory: text})[0]).toBe(
			'Private Data: anonymous',
		);
	});

	test('is not its code, though both are mapped as one', () => {
		const joined = `
			7f1e3d400000-7f1e3e400000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
			7f1e3e400000-7f1e45400000 ---p 0 00:00 0 | VmFlags mr mw me nr
			7f1e45400000-7f1e45670000 rwxp 0 00:00 0 | VmFlags rd wr ex mr mw me ac
			7f1e45670000-7f1e4c937000 ---p 0 00:00 0 | VmFlags mr mw me nr
			${library}
			${archive}
		`;
		const memory = {'7f1e3d400000': object, '7f1e45400000': [7n, 1n, 0x7fac8d514240n], ...klass};
		expect(recogniseKinds(joined, {memory}).slice(0, 2)).toEqual([
			'Managed Heap: Java heap',
			'Managed Heap: Java code cache',
		]);
	});
});
