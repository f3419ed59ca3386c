import {describe, expect, test} from 'vitest';
import {recognise, recogniseKinds} from '../../../helpers/recognise.ts';

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
		expect(recognise(memory, {program: '/usr/bin/java'}).filter(line => !line.includes('libjvm'))).toEqual([
			'fc000000 Managed Heap: Java heap? | rw-p',
			'ffe00000 Mapped File: CDS archive | /lib/server/classes.jsa | rw-p',
			'7fac0f000000 Managed Heap: Java metaspace? | rw-p, ---p reserve',
			'7fac13000000 Mapped File: CDS archive | /lib/server/classes.jsa | rw-p',
			'7fac13bc7000 Managed Heap: Java class space? | ---p',
			'7fac71400000 Managed Heap: Java code cache? | rwxp',
			'7fac8d868000 Private Data: anonymous | rw-p',
		]);
	});

	test('is known also where an upgrade has replaced its files while it runs', () => {
		const replaced = memory.replaceAll(/(libjvm\.so|classes\.jsa)/g, '$1 (deleted)');
		const kinds = recogniseKinds(replaced, {program: '/usr/bin/java (deleted)'});
		expect(kinds.filter(kind => !kind.startsWith('Image'))).toEqual(
			recogniseKinds(memory, {program: '/usr/bin/java'}).filter(kind => !kind.startsWith('Image')),
		);
		expect(kinds).toContain('Managed Heap: Java heap?');
	});

	test('has tables of its collector that are parts of 512 of the heap, where all of it is charged at once', () => {
		const fixed = (tables: string) => `
			c0000000-ffe00000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
			ffe00000-ffe75000 rw-p 00c77000 fe:00 9 /lib/server/classes.jsa | VmFlags rd wr mr mw me ac
			ffe75000-100000000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
			7f5b80000000-7f5b80270000 rwxp 0 00:00 0 | VmFlags rd wr ex mr mw me ac
			${tables}
			7fac8d514000-7fac8d515000 r-xp 0 fe:00 10 /lib/server/libjvm.so | VmFlags rd ex mr mw me
		`;
		const kindOf = (tables: string) => recogniseKinds(fixed(tables), {program: '/usr/bin/java'}).at(-2);
		// Two bitmaps of 16 MB and three tables of 2 MB, as G1 of OpenJDK 17 has them for 1 GB.
		expect(kindOf('7f5b9cc00000-7f5b9f200000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac')).toBe(
			'Managed Heap: JVM data?',
		);
		// One bitmap, and a megabyte of something else that touches it.
		expect(kindOf('7f5b9cc00000-7f5b9dd01000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac')).toBe(
			'Managed Heap: JVM data?',
		);
		// Three cards, and 400 KB beside them.
		expect(kindOf('7f5b9cc00000-7f5b9d264000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac')).toBe(
			'Managed Heap: JVM data?',
		);
		for (const other of [
			'7f5b9cc00000-7f5b9cf01000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac',
			'7f5b9cc00000-7f5ba2c00000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac',
			'7f5b9cc00000-7f5b9f200000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr',
		]) {
			expect(kindOf(other)).toBe('Private Data: anonymous');
		}

		// Where the heap has a reserve, its tables have one too, so that what has none is somebody else's.
		const growing = fixed('7f5b9cc00000-7f5b9f200000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac').replace(
			'c0000000-ffe00000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac',
			'c0000000-d0000000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac\nd0000000-ffe00000 ---p 0 00:00 0 | VmFlags mr mw me nr',
		);
		expect(recogniseKinds(growing, {program: '/usr/bin/java'}).at(-2)).toBe('Private Data: anonymous');
	});

	test('is not seen without libjvm.so', () => {
		const without = memory.split('\n').filter(line => !line.includes('libjvm.so'));
		expect(recognise(without.join('\n'), {program: '/usr/bin/java'}).filter(line => line.includes('Java'))).toEqual([]);
	});

	test('has the heap above 32 GB where it is too large for below', () => {
		const large = `
			400000000000-410000000000 rw-p 0 00:00 0
			7fac71400000-7fac71670000 rwxp 0 00:00 0
			7fac8d514000-7fac8d515000 r-xp 0 fe:00 10 /lib/libjvm.so
		`;
		expect(recognise(large, {program: '/usr/bin/java'})).toContain('400000000000 Managed Heap: Java heap? | rw-p');
	});

	test('charges tables of its collector part by part', () => {
		const tables = `
			7f1558007000-7f155822f000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
			7f155822f000-7f1558315000 ---p 0 00:00 0 | VmFlags mr mw me nr
			7fac71400000-7fac71670000 rwxp 0 00:00 0
			7fac8d514000-7fac8d515000 r-xp 0 fe:00 10 /lib/server/libjvm.so
		`;
		expect(recognise(tables)[0]).toBe('7f1558007000 Managed Heap: JVM data? | rw-p, ---p reserve');
	});

	test('has no metaspace in 64 MB of which another uses single pages, or that begin anywhere', () => {
		const pages = `
			7fac0f000000-7fac0f003000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
			7fac0f003000-7fac13000000 ---p 0 00:00 0 | VmFlags mr mw me
			7fac71400000-7fac71670000 rwxp 0 00:00 0
			7fac8d514000-7fac8d515000 r-xp 0 fe:00 10 /lib/server/libjvm.so
		`;
		expect(recognise(pages)[0]).toContain('Private Data: anonymous');
		const anywhere = pages.replaceAll('7fac0f003000', '7fac0f050000').replace('7fac0f000000', '7fac0f010000');
		expect(recognise(anywhere.replace('7fac13000000', '7fac13010000'))[0]).toContain('Private Data: anonymous');
	});
});
