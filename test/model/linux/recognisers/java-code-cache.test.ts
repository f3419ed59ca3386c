import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const jvm = '7fac8d514000-7fac8d815000 r--p 0 fe:00 10 /usr/lib/jvm/lib/server/libjvm.so';
const code = '7fac71400000-7fac71670000 rwxp 0 00:00 0';

describe('the code cache of a JVM', () => {
	test('is proven by the block at the start of a code heap', () => {
		expect(recogniseKinds(`${code}\n${jvm}`, {memory: {'7fac71400000': [7n, 1n, 0x7fac8d514240n]}})[0]).toBe(
			'Managed Heap: Java code cache',
		);
	});

	test('is inferred where it cannot be read, and where blobs have no table', () => {
		expect(recogniseKinds(`${code}\n${jvm}`)[0]).toBe('Managed Heap: Java code cache?');
		expect(recogniseKinds(`${code}\n${jvm}`, {memory: {'7fac71400000': [7n, 1n, 5n]}})[0]).toBe(
			'Managed Heap: Java code cache?',
		);
	});

	test('is not seen in code that another library of the process has made', () => {
		const thunks = '7fac71400000-7fac71402000 rwxp 0 00:00 0';
		expect(recogniseKinds(`${thunks}\n${jvm}`)[0]).toBe('Private Data: JIT code?');
		expect(recogniseKinds(`${code}\n${jvm}`, {memory: {'7fac71400000': [0x1025ff00000000n]}})[0]).toBe(
			'Private Data: JIT code?',
		);
	});
});
