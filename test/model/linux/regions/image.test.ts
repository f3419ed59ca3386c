import {describe, expect, test} from 'vitest';
import type {ElfAnswer, ElfFacts} from '../../../../source/model/linux/elf-facts.ts';
import {textAt} from '../../../../source/model/snapshot.ts';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';

/** A library with text, relocated constants and data, whose .bss goes on for 0x2400 bytes behind the file. */
const library: ElfFacts = {
	role: 'shared library',
	isPositionIndependent: true,
	segments: [
		{offset: 0, virtualAddress: 0, fileSize: 0x2f00, memorySize: 0x2f00},
		{offset: 0x3000, virtualAddress: 0x3000, fileSize: 0x4100, memorySize: 0x4100},
		{offset: 0x7d00, virtualAddress: 0x8d00, fileSize: 0x1400, memorySize: 0x3800},
	],
};

const mapped = `
	7f0000000000-7f0000003000 r--p 00000000 fd:01 7 /lib/liba.so | VmFlags rd mr mw me
	7f0000003000-7f0000008000 r-xp 00003000 fd:01 7 /lib/liba.so | VmFlags rd ex mr mw me
	7f0000008000-7f0000009000 r--p 00007000 fd:01 7 /lib/liba.so | VmFlags rd mr mw me ac
	7f0000009000-7f000000b000 rw-p 00008000 fd:01 7 /lib/liba.so | VmFlags rd wr mr mw me ac
`;
const bss = '7f000000b000-7f000000d000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac';

function list(text: string, answer: ElfAnswer = library): readonly string[] {
	return listRegions(snapshotOf(text, {findElf: () => answer}));
}

describe('an ELF file with an executable mapping', () => {
	test('is one region, and its parts are named', () => {
		expect(list(mapped + bss)).toEqual([
			'7f0000000000 Image: shared library | /lib/liba.so | r--p rodata, r-xp text, r--p relro, rw-p data, rw-p .bss',
		]);
	});

	test('is what the system says, not inferred, and says why', () => {
		const snapshot = snapshotOf(mapped, {findElf: () => library});
		const region = snapshot.blocks.region[snapshot.blocks.start.indexOf(0x7f00_0000_0000)] ?? 0;
		expect(textAt(snapshot, snapshot.regions.evidence, region)).toBe(
			'ELF headers of the file, and an executable mapping of it.',
		);
		expect(textAt(snapshot, snapshot.regions.protection, region)).toBe('r-xp+');
	});

	test('does not claim an anonymous mapping that is longer than its .bss', () => {
		expect(list(`${mapped}7f000000b000-7f000000e000 rw-p 0 00:00 0`)).toEqual([
			'7f0000000000 Image: shared library | /lib/liba.so | r--p rodata, r-xp text, r--p relro, rw-p data',
			'7f000000b000 Private Data: anonymous | rw-p',
		]);
	});

	test('claims a .bss that was divided, but not what follows it', () => {
		const parts = `
			7f000000b000-7f000000c000 r--p 0 00:00 0
			7f000000c000-7f000000d000 rw-p 0 00:00 0
			7f000000d000-7f000000e000 rw-p 0 00:00 0
		`;
		expect(list(mapped + parts)).toEqual([
			'7f0000000000 Image: shared library | /lib/liba.so | r--p rodata, r-xp text, r--p relro, rw-p data, r--p .bss, rw-p .bss',
			'7f000000d000 Private Data: anonymous | rw-p',
		]);
	});

	test('claims no .bss where its headers have none', () => {
		const facts: ElfFacts = {
			...library,
			segments: library.segments.map(segment => ({...segment, memorySize: segment.fileSize})),
		};
		expect(list(mapped + bss, facts).at(-1)).toBe('7f000000b000 Private Data: anonymous | rw-p');
	});

	test('claims a .bss to which glibc or bionic gave its name', () => {
		const facts: ElfFacts = {...library, segments: []};
		for (const name of ['[anon: glibc: .bss /lib/liba.so]', '[anon:.bss]']) {
			expect(list(`${mapped}7f000000b000-7f0000010000 rw-p 0 00:00 0 ${name}`, facts)).toHaveLength(1);
		}
	});

	test('may have a segment that is .bss only', () => {
		const facts: ElfFacts = {
			...library,
			segments: [
				{offset: 0, virtualAddress: 0, fileSize: 0x2000, memorySize: 0x2000},
				{offset: 0x2000, virtualAddress: 0x2100, fileSize: 0, memorySize: 0x1800},
			],
		};
		const lines = `
			400000-402000 r-xp 00000000 fd:01 7 /bin/a
			402000-404000 rw-p 00000000 00:00 0
		`;
		expect(list(lines, facts)).toEqual(['400000 Image: shared library | /bin/a | r-xp text, rw-p .bss']);
	});

	test('goes on behind a small hole, of which no row tells', () => {
		const snapshot = snapshotOf(
			`
			400000-402000 r-xp 00000000 fd:01 7 /bin/a
			600000-601000 rw-p 00002000 fd:01 7 /bin/a
		`,
			{findElf: () => ({...library, role: 'executable'})},
		);
		expect(listRegions(snapshot)).toEqual(['400000 Image: executable | /bin/a | r-xp text, rw-p data']);
		expect(snapshot.blocks.start.includes(0x402000)).toBe(false);
	});

	test('ends before a wide hole and before another VMA', () => {
		expect(
			list(`
			400000-402000 r-xp 00000000 fd:01 7 /bin/a
			900000-901000 rw-p 00002000 fd:01 7 /bin/a
		`),
		).toHaveLength(2);
		expect(
			list(`
			400000-402000 r-xp 00000000 fd:01 7 /bin/a
			403000-404000 r--p 00000000 fd:01 8 /etc/b
			405000-406000 rw-p 00002000 fd:01 7 /bin/a
		`),
		).toHaveLength(3);
	});

	test('covers what old linkers put into the hole', () => {
		expect(
			list(`
			400000-402000 r-xp 00000000 fd:01 7 /lib/a.so
			402000-601000 ---p 00002000 fd:01 7 /lib/a.so
			601000-602000 r--p 00001000 fd:01 7 /lib/a.so
			602000-603000 rw-p 00002000 fd:01 7 /lib/a.so
		`),
		).toEqual(['400000 Image: shared library | /lib/a.so | r-xp text, ---p reserve, r--p, rw-p data']);
	});

	test('covers anonymous memory between its mappings', () => {
		expect(
			list(`
			400000-402000 r-xp 00000000 fd:01 7 /lib/a.so
			402000-403000 r--p 00000000 00:00 0
			403000-404000 rw-p 00003000 fd:01 7 /lib/a.so
		`),
		).toEqual(['400000 Image: shared library | /lib/a.so | r-xp text, r--p .bss, rw-p data']);
	});

	test('that is mapped twice is two regions', () => {
		expect(list(mapped + mapped.replaceAll('7f00000', '7f00001'))).toHaveLength(2);
		const copy = `
			400000-401000 r--p 00000000 fd:01 7 /lib/a.so
			401000-441000 r-xp 00001000 fd:01 7 /lib/a.so
			441000-442000 r--p 00000000 fd:01 7 /lib/a.so
			442000-482000 r-xp 00001000 fd:01 7 /lib/a.so
		`;
		expect(list(copy)).toHaveLength(2);
	});

	test('is an Image also behind a mapping of it as data', () => {
		expect(
			list(`
			400000-480000 r--p 00000000 fd:01 7 /lib/a.so
			480000-490000 r--p 00000000 fd:01 7 /lib/a.so
			490000-4a0000 r-xp 00010000 fd:01 7 /lib/a.so
		`),
		).toEqual([
			'400000 Mapped File: file | /lib/a.so | r--p',
			'480000 Image: shared library | /lib/a.so | r--p, r-xp text',
		]);
	});

	test('may lie in memory', () => {
		for (const path of ['/memfd:runc (deleted)', '/dev/shm/plugin.so']) {
			expect(list(`400000-401000 r-xp 00000000 00:01 7 ${path}`)).toEqual([
				`400000 Image: shared library | ${path} | r-xp text`,
			]);
		}
	});

	test('that was deleted is still what it was', () => {
		expect(list('400000-401000 r-xp 00000000 fd:01 7 /lib/a.so (deleted)')).toEqual([
			'400000 Image: shared library | /lib/a.so (deleted) | r-xp text',
		]);
	});
});

describe('the kind of an Image', () => {
	const kindOf = (path: string, role: ElfFacts['role'], executable?: string): string | undefined =>
		listRegions(
			snapshotOf(`400000-401000 r-xp 00000000 fd:01 7 ${path}`, {
				process: {pid: 1, name: 'a', addressDigits: 16, ...(executable === undefined ? {} : {executable})},
				findElf: () => ({...library, role}),
			}),
		)[0]?.split(' | ')[0];

	test('follows from its headers', () => {
		expect(kindOf('/opt/a', 'executable')).toBe('400000 Image: executable');
		expect(kindOf('/opt/a', 'shared library')).toBe('400000 Image: shared library');
		expect(kindOf('/opt/a', 'other')).toBe('400000 Image: ELF file');
	});

	test('is shared library for a library that can be started', () => {
		expect(kindOf('/lib/libc.so.6', 'executable')).toBe('400000 Image: shared library');
	});

	test('is executable for the program of the process', () => {
		expect(kindOf('/opt/static.so', 'shared library', '/opt/static.so')).toBe('400000 Image: executable');
		expect(kindOf('/opt/a (deleted)', 'shared library', '/opt/a')).toBe('400000 Image: executable');
	});
});

describe('a file with an executable mapping that cannot be read', () => {
	const list = (path: string, executable?: string): readonly string[] =>
		listRegions(
			snapshotOf(
				`
			400000-401000 r-xp 00000000 fd:01 7 ${path}
			401000-402000 rw-p 00001000 fd:01 7 ${path}
			402000-403000 rw-p 00000000 00:00 0
		`,
				{process: {pid: 1, name: 'a', addressDigits: 16, ...(executable === undefined ? {} : {executable})}},
			),
		);

	test('is taken for an Image by its name, with a plausible .bss', () => {
		expect(list('/opt/lib/liba.so.1.2')).toEqual([
			'400000 Image: shared library? | /opt/lib/liba.so.1.2 | r-xp, rw-p, rw-p .bss',
		]);
		expect(list('/usr/bin/a')).toEqual(['400000 Image: executable? | /usr/bin/a | r-xp, rw-p, rw-p .bss']);
		expect(list('/data/a', '/data/a')).toEqual(['400000 Image: executable? | /data/a | r-xp, rw-p, rw-p .bss']);
	});

	test('is a Mapped File where neither name nor process says that it is a program', () => {
		expect(list('/data/cache')).toEqual([
			'400000 Mapped File: executable file? | /data/cache | r-xp, rw-p',
			'402000 Private Data: anonymous | rw-p',
		]);
	});
});

test('an executable mapping of a file that is no ELF file is a Mapped File', () => {
	expect(list('400000-401000 r-xp 00000000 fd:01 7 /opt/lib/cache.so', 'not ELF')).toEqual([
		'400000 Mapped File: executable file | /opt/lib/cache.so | r-xp',
	]);
});

test('an ELF file without an executable mapping is a Mapped File, and nobody reads its headers', () => {
	const asked: number[] = [];
	const snapshot = snapshotOf('400000-401000 r--p 00000000 fd:01 7 /lib/liba.so', {
		findElf: row => {
			asked.push(row);
			return library;
		},
	});
	expect(listRegions(snapshot)).toEqual(['400000 Mapped File: file | /lib/liba.so | r--p']);
	expect(asked).toEqual([]);
});

test('devices are not read, even if they are mapped executable', () => {
	const asked: number[] = [];
	snapshotOf('400000-401000 rwxp 0 00:05 7 /dev/mem\n500000-501000 rwxs 0 00:01 8 /SYSV00000000 (deleted)', {
		findElf: row => {
			asked.push(row);
			return library;
		},
	});
	expect(asked).toEqual([]);
});
