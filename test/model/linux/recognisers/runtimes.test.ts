import {describe, expect, test} from 'vitest';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';

function list(program: string, text: string): readonly string[] {
	const process = {pid: 1, name: 'test', addressDigits: 16, executable: program} as const;
	const mapped = `550000000000-550000001000 r--p 0 fe:00 7 ${program}`;
	const lines = `${text}\n${mapped}`.split('\n').filter(line => line.trim() !== '');
	const sorted = lines.toSorted((one, other) => addressOf(one) - addressOf(other)).join('\n');
	return listRegions(snapshotOf(sorted, {process})).filter(line => !line.startsWith('550000000000'));
}

function addressOf(line: string): number {
	return Number.parseInt(line.trim(), 16);
}

describe('V8 in Node.js', () => {
	const memory = `
		b7c0c40000-b7c0c80000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me dc ac
		242ae81c0000-242ae81de000 r--p 0 00:00 0 | VmFlags rd mr mw me dc ac
		7fd7d0000000-7fd7efdc0000 rwxp 0 00:00 0 | VmFlags rd wr ex mr mw me dc nr
		7fd804341000-7fd804361000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me dc nr
		7fd845007000-7fd845139000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	`;

	test('keeps its pages, its code and its tables from forks', () => {
		expect(list('/usr/bin/node', memory)).toEqual([
			'b7c0c40000 Managed Heap: V8 heap? | rw-p',
			'242ae81c0000 Managed Heap: V8 heap? | r--p',
			'7fd7d0000000 Managed Heap: V8 code? | rwxp',
			'7fd804341000 Managed Heap: V8 tables? | rw-p',
			'7fd845007000 Private Data: anonymous | rw-p',
		]);
	});

	test('is not seen in a program that runs no V8', () => {
		expect(list('/usr/bin/cat', memory).filter(line => line.includes('V8'))).toEqual([]);
	});
});

describe('HotSpot', () => {
	const memory = `
		fc000000-ffe00000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
		ffe00000-ffe75000 rw-p 00c77000 fe:00 9 /lib/server/classes.jsa | VmFlags rd wr mr mw me ac
		7fac0f000000-7fac0f030000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
		7fac0f030000-7fac13000000 ---p 0 00:00 0 | VmFlags mr mw me
		7fac13000000-7fac13bc7000 rw-p 00001000 fe:00 9 /lib/server/classes.jsa | VmFlags rd wr mr mw me ac
		7fac13bc7000-7fac53bc7000 ---p 0 00:00 0 | VmFlags mr mw me nr
		7fac71400000-7fac71670000 rwxp 0 00:00 0 | VmFlags rd wr ex mr mw me ac
		7fac8d514000-7fac8d515000 r-xp 0 fe:00 10 /lib/server/libjvm.so | VmFlags rd ex mr mw me
		7fac8d868000-7fac8d8a9000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	`;

	test('has its heap below 32 GB, its classes behind the archive, metaspace in nodes of 64 MB, and its code', () => {
		expect(list('/usr/bin/java', memory).filter(line => !line.includes('libjvm'))).toEqual([
			'fc000000 Managed Heap: Java heap? | rw-p',
			'ffe00000 Mapped File: CDS archive | /lib/server/classes.jsa | rw-p',
			'7fac0f000000 Managed Heap: Java metaspace? | rw-p, ---p reserve',
			'7fac13000000 Mapped File: CDS archive | /lib/server/classes.jsa | rw-p',
			'7fac13bc7000 Managed Heap: Java class space? | ---p',
			'7fac71400000 Managed Heap: Java code cache? | rwxp',
			'7fac8d868000 Private Data: anonymous | rw-p',
		]);
	});

	test('is not seen without libjvm.so', () => {
		const without = memory.split('\n').filter(line => !line.includes('libjvm.so'));
		expect(list('/usr/bin/java', without.join('\n')).filter(line => line.includes('Java'))).toEqual([]);
	});

	test('has the heap above 32 GB where it is too large for below', () => {
		const large = '400000000000-410000000000 rw-p 0 00:00 0\n7fac8d514000-7fac8d515000 r-xp 0 fe:00 10 /lib/libjvm.so';
		expect(list('/usr/bin/java', large)).toContain('400000000000 Managed Heap: Java heap? | rw-p');
	});
});

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
	expect(list('/usr/lib/chromium/chromium', memory).map(line => line.split(' |')[0])).toEqual([
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

test('Go has its heap at c000000000', () => {
	const memory = `
		c000000000-c000400000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me
		c000400000-c004000000 ---p 0 00:00 0 | VmFlags mr mw me
		d000000000-d000400000 rw-p 0 00:00 0
	`;
	expect(list('/usr/bin/server', memory)).toEqual([
		'c000000000 Managed Heap: Go heap? | rw-p, ---p reserve',
		'd000000000 Private Data: anonymous | rw-p',
	]);
});

test('jemalloc has extents that are not charged, or begin at a multiple of 2 MB', () => {
	const memory = `
		7f5da4601000-7f5da4e00000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr
		7f5da5000000-7f5da5200000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
		7f5da5f03000-7f5da5f0c000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	`;
	const library = '7f5da6000000-7f5da6001000 r--p 0 fe:00 9 /usr/lib/libjemalloc.so.2';
	expect(list('/usr/bin/redis-server', `${memory}\n${library}`).slice(0, 3)).toEqual([
		'7f5da4601000 Heap: jemalloc? | rw-p',
		'7f5da5000000 Heap: jemalloc? | rw-p',
		'7f5da5f03000 Private Data: anonymous | rw-p',
	]);
	expect(list('/usr/bin/redis-server', memory).filter(line => line.includes('jemalloc'))).toEqual([]);
});

test('PostgreSQL shares its buffers, its lock and what it has given a path', () => {
	const memory = `
		7ff5371a6000-7ff540000000 rw-s 0 00:01 1024 /dev/zero (deleted)
		7ff542430000-7ff542437000 rw-s 0 00:1a 5 /dev/shm/PostgreSQL.1271505070
		7ff542440000-7ff542441000 rw-s 0 00:01 6 /SYSV0052e2c1 (deleted)
	`;
	expect(list('/usr/lib/postgresql/15/bin/postgres', memory).map(line => line.split(' |')[0])).toEqual([
		'7ff5371a6000 Shareable: PostgreSQL shared memory?',
		'7ff542430000 Shareable: PostgreSQL shared memory',
		'7ff542440000 Shareable: PostgreSQL shared memory?',
	]);
	expect(list('/usr/bin/python3', memory).filter(line => line.includes('PostgreSQL shared'))).toEqual([]);
});
