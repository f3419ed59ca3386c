import {describe, expect, test} from 'vitest';
import {listAllRegions, listRegions, snapshotOf} from '../../../helpers/vmas.ts';

function list(text: string): readonly string[] {
	return listRegions(snapshotOf(text));
}

describe('the main stack', () => {
	test('is what the kernel names so', () => {
		expect(list('7ffd00000000-7ffd00021000 rw-p 0 00:00 0 [stack] | VmFlags rd wr mr mw me gd ac')).toEqual([
			'7ffd00000000 Stack: main stack | [stack] | rw-p',
		]);
	});

	test('is one region where a part of it was made executable and lost the name', () => {
		expect(
			list(`
			7ffd00000000-7ffd00010000 rwxp 0 00:00 0 | VmFlags rd wr ex mr mw me gd ac
			7ffd00010000-7ffd00021000 rw-p 0 00:00 0 [stack] | VmFlags rd wr mr mw me gd ac
		`),
		).toEqual(['7ffd00000000 Stack: main stack | [stack] | rwxp, rw-p']);
	});

	test('has no guard that is a mapping: what touches it is not of it', () => {
		expect(
			list(`
			7ffcfffff000-7ffd00000000 ---p 0 00:00 0
			7ffd00000000-7ffd00021000 rw-p 0 00:00 0 [stack]
		`),
		).toEqual(['7ffcfffff000 Private Data: reserved | ---p', '7ffd00000000 Stack: main stack | [stack] | rw-p']);
	});

	test('keeps 256 pages below it free of mappings', () => {
		const lines = (flags: string): readonly string[] =>
			listAllRegions(
				snapshotOf(`
				7ffc00000000-7ffc00001000 r--p 0 00:00 0 [vvar]
				7ffd00000000-7ffd00021000 rw-p 0 00:00 0 [stack] ${flags}
			`),
			).slice(3, 5);
		const gap = ['7ffc00001000 Free: free', '7ffcfff00000 Unusable: stack guard gap'];
		expect(lines('| VmFlags rd wr gd')).toEqual(gap);
		expect(lines('')).toEqual(gap);
	});
});

describe('a thread stack with VmFlags', () => {
	const guard = '7f0000000000-7f0000001000 ---p 0 00:00 0 | VmFlags mr mw me nh';
	const body = '7f0000001000-7f0000801000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac nh';

	test('is a guard and a body with nh', () => {
		expect(list(`${guard}\n${body}`)).toEqual(['7f0000000000 Stack: thread stack? | ---p guard, rw-p']);
	});

	test('may have a guard that the JVM mapped anew', () => {
		expect(
			list(`
			7f0000000000-7f0000004000 ---p 0 00:00 0 | VmFlags mr mw me
			7f0000004000-7f0000100000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac nh
		`),
		).toEqual(['7f0000000000 Stack: thread stack? | ---p guard, rw-p']);
	});

	test('is one of many right beside each other and beside other memory', () => {
		expect(
			list(`
			7f0000000000-7f0000001000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
			7f0000001000-7f0000002000 ---p 0 00:00 0 | VmFlags mr mw me nh
			7f0000002000-7f0000802000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac nh
			7f0000802000-7f0000803000 ---p 0 00:00 0 | VmFlags mr mw me nh
			7f0000803000-7f0001003000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac nh
			7f0001003000-7f0001103000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
		`),
		).toEqual([
			'7f0000000000 Private Data: anonymous | rw-p',
			'7f0000001000 Stack: thread stack? | ---p guard, rw-p',
			'7f0000802000 Stack: thread stack? | ---p guard, rw-p',
			'7f0001003000 Private Data: anonymous | rw-p',
		]);
	});

	test('may have its guard inside, as glibc maps it since 2.42', () => {
		expect(list('7f0000000000-7f0002000000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me gu nr nh')).toEqual([
			'7f0000000000 Stack: thread stack? | rw-p',
		]);
	});

	test('is not what has nh but no guard, nor a guard larger than what it guards', () => {
		expect(list(body)).toEqual(['7f0000001000 Private Data: anonymous | rw-p']);
		expect(
			list(`
			7f0000000000-7f0000010000 ---p 0 00:00 0 | VmFlags mr mw me nh
			7f0000010000-7f0000011000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac nh
		`),
		).toEqual(['7f0000000000 Private Data: anonymous | ---p reserve, rw-p']);
	});
});

describe('a thread stack on a kernel that does not mark stacks', () => {
	const pair = (guard: number, body: number): readonly string[] => {
		const start = 0x7f00_0000_0000;
		const hex = (address: number): string => address.toString(16);
		return list(`
			${hex(start)}-${hex(start + guard * 1024)} ---p 0 00:00 0
			${hex(start + guard * 1024)}-${hex(start + (guard + body) * 1024)} rw-p 0 00:00 0
		`);
	};

	test.each([
		['glibc', 4, 8192],
		['glibc before 2.27', 4, 8188],
		['a Java thread', 16, 1008],
		['a thread of the JVM', 4, 1024],
		['.NET', 4, 1536],
	])('has the size that %s gives to stacks', (_, guard, body) => {
		expect(pair(guard, body)).toEqual(['7f0000000000 Stack: thread stack? | ---p guard, rw-p']);
	});

	test('is found right behind other anonymous memory', () => {
		expect(
			list(`
			7effffff0000-7f0000000000 rw-p 0 00:00 0
			7f0000000000-7f0000001000 ---p 0 00:00 0
			7f0000001000-7f0000801000 rw-p 0 00:00 0
		`),
		).toEqual(['7effffff0000 Private Data: anonymous | rw-p', '7f0000000000 Stack: thread stack? | ---p guard, rw-p']);
	});

	test.each([
		['its size is not that of a stack', 4, 1236],
		['its guard is too large', 128, 8192],
	])('is not seen where %s', (_, guard, body) => {
		expect(pair(guard, body)).toEqual(['7f0000000000 Private Data: anonymous | ---p reserve, rw-p']);
	});

	test('is not seen where memory is not charged, as allocators reserve it', () => {
		expect(
			list(`
			7f0000000000-7f0000001000 ---p 0 00:00 0 | VmFlags mr mw me nr
			7f0000001000-7f0000101000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr
		`),
		).toEqual(['7f0000000000 Private Data: anonymous | ---p reserve, rw-p']);
	});
});

describe('a stack with a name', () => {
	test('has the nameless guard in front of it', () => {
		expect(
			list(`
			7f0000000000-7f0000001000 ---p 0 00:00 0
			7f0000001000-7f0000801000 rw-p 0 00:00 0 [anon: glibc: pthread stack: 77]
			7f0000801000-7f0000802000 ---p 0 00:00 0
			7f0000802000-7f0001002000 rw-p 0 00:00 0 [stack:78]
		`),
		).toEqual([
			'7f0000000000 Stack: thread stack | Thread ID: 77 | ---p guard, rw-p',
			'7f0000801000 Stack: thread stack | Thread ID: 78 | ---p guard, rw-p',
		]);
	});

	test('is found right behind other anonymous memory', () => {
		expect(
			list(`
			7effffff0000-7f0000000000 rw-p 0 00:00 0
			7f0000000000-7f0000001000 ---p 0 00:00 0
			7f0000001000-7f0000101000 rw-p 0 00:00 0 [anon:stack_and_tls:9]
		`),
		).toEqual([
			'7effffff0000 Private Data: anonymous | rw-p',
			'7f0000000000 Stack: thread stack | Thread ID: 9 | ---p guard, rw-p',
		]);
	});

	test('has the guard to which bionic gave a name, and no second one', () => {
		expect(
			list(`
			7effffff0000-7f0000000000 ---p 0 00:00 0
			7f0000000000-7f0000001000 ---p 0 00:00 0 [anon:thread stack guard]
			7f0000001000-7f0000101000 rw-p 0 00:00 0 [anon:stack_and_tls:9]
		`),
		).toEqual([
			'7effffff0000 Private Data: reserved | ---p',
			'7f0000000000 Stack: thread stack | Thread ID: 9 | ---p guard, rw-p',
		]);
	});

	test('needs no guard', () => {
		expect(list('7f0000001000-7f0000101000 rw-p 0 00:00 0 [anon:stack_and_tls:9]')).toEqual([
			'7f0000001000 Stack: thread stack | Thread ID: 9 | rw-p',
		]);
	});
});
