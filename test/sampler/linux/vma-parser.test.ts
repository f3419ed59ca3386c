import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseNaively} from './naive-vmas.ts';
import {listVmas, parseText, parseVmas} from './parse-text.ts';
import {smapsText} from './smaps-text.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/proc');
const captured = ['debian-sleep/28068', 'debian-python/28100', 'debian-node/28147'];

/** Captures of others, which are not part of this repository. */
const foreign = path.join(import.meta.dirname, '../../../../shared/captures');

const twoMappings = `\
55ae4b02b000-55ae4b02d000 r--p 00001000 fe:00 260875                     /usr/bin/sleep
Size:                  8 kB
Rss:                   4 kB
THPeligible:           0
VmFlags: rd mr mw me 
7ffe3a5c1000-7ffe3a5e2000 rw-p 00000000 00:00 0                          [stack]
Size:                132 kB
Rss:                  12 kB
THPeligible:           1
VmFlags: rd wr mr mw me gd ac 
`;

describe('a text of smaps', () => {
	test('becomes a row a mapping, with sizes in bytes', () => {
		expect(listVmas(parseVmas(twoMappings))).toEqual([
			{
				start: 0x55_ae4b_02b0_00,
				size: 0x2000,
				permissions: 'r--p',
				offset: 0x1000,
				device: 'fe:00',
				inode: 260_875,
				path: '/usr/bin/sleep',
				vmFlags: 'rd mr mw me',
				fields: {Size: 8192, Rss: 4096, THPeligible: 0},
			},
			{
				start: 0x7f_fe3a_5c10_00,
				size: 0x21000,
				permissions: 'rw-p',
				offset: 0,
				device: '00:00',
				inode: 0,
				path: '[stack]',
				vmFlags: 'rd wr mr mw me gd ac',
				fields: {Size: 132 * 1024, Rss: 12 * 1024, THPeligible: 1},
			},
		]);
	});

	test('means the same however it is spaced, ordered and cut into pieces', () => {
		fc.assert(
			fc.property(
				smapsText,
				fc.array(fc.integer({min: 1, max: 4096}), {minLength: 1, maxLength: 20}),
				fc.integer({min: 0, max: 70}),
				(text, pieceSizes, capacity) => {
					expect(listVmas(parseVmas(text, pieceSizes, capacity))).toEqual(parseNaively(text));
				},
			),
			{numRuns: 500},
		);
	});

	test('may lack the newline at its end', () => {
		expect(parseVmas(twoMappings.trimEnd())).toEqual(parseVmas(twoMappings));
	});

	test('may be empty', () => {
		expect(listVmas(parseVmas(''))).toEqual([]);
	});

	test('shares one column among the fields that are 0 everywhere', () => {
		const {fields} = parseVmas(readFileSync(path.join(fixtures, 'debian-sleep/28068/smaps')));
		expect(fields['Swap']?.every(value => value === 0)).toBe(true);
		expect(fields['Swap']).toBe(fields['Private_Hugetlb']);
	});

	test.each(captured)('captured in %s agrees with the sums of the kernel and with its maps', folder => {
		const read = (file: string) => readFileSync(path.join(fixtures, folder, file));
		const vmas = listVmas(parseVmas(read('smaps')));
		expect(vmas).toEqual(parseNaively(read('smaps')).filter(({path}) => path !== '[vsyscall]'));
		const sum = (field: string) => vmas.reduce((total, {fields}) => total + (fields[field] ?? Number.NaN), 0);
		for (const field of ['Rss', 'Private_Dirty', 'Anonymous', 'Swap']) {
			expect(sum(field), field).toBe(readKilobytes(read('smaps_rollup'), field));
		}

		const sizes = vmas.reduce((total, {size}) => total + size, 0);
		expect(sizes).toBe(readKilobytes(read('status'), 'VmSize'));
		const withoutDetails = vmas.map(vma => ({...vma, vmFlags: '', fields: {}}));
		expect(listVmas(parseVmas(read('maps')))).toEqual(withoutDetails);
	});
});

describe('a kernel that prints something else', () => {
	test('may know no Pss, as Linux 2.6.14 to 2.6.24', () => {
		const vmas = parseVmas(`\
08048000-0804c000 r-xp 00000000 08:01 131099     /bin/cat
Size:              16 kB
Rss:               16 kB
Shared_Clean:      16 kB
Private_Dirty:      0 kB
`);
		expect(Object.keys(vmas.fields)).toEqual(['Size', 'Rss', 'Shared_Clean', 'Private_Dirty']);
		expect(listVmas(vmas)[0]).toMatchObject({path: '/bin/cat', vmFlags: '', fields: {Rss: 16_384}});
	});

	test('may name anonymous mappings in a line of their own, as Android', () => {
		const vmas = parseVmas(`\
70074dd8d000-70074ee0d000 rw-p 00000000 00:00 0 
Name:           [anon:libc_malloc]
Size:              16896 kB
Rss:               15272 kB
70074ee0d000-70074ee0e000 rw-p 00000000 00:00 0 
Size:                  4 kB
Rss:                   0 kB
`);
		expect(listVmas(vmas).map(({path}) => path)).toEqual(['[anon:libc_malloc]', '']);
	});

	test('may have fields of its own, which only some mappings have', () => {
		const vmas = parseVmas(`\
1000-2000 rw-p 00000000 00:00 0
Size:                  4 kB
Rss:                   4 kB
2000-3000 rw-p 00000000 00:00 0
Size:                  4 kB
HugePFNMap:         2048 kB
Rss:                   4 kB
3000-4000 rw-p 00000000 00:00 0
Size:                  4 kB
HugePFNMap:            0 kB
Rss:                   4 kB
`);
		expect(vmas.fields['HugePFNMap']).toEqual(Float64Array.of(Number.NaN, 2048 * 1024, 0));
		expect(vmas.fields['Rss']).toEqual(Float64Array.of(4096, 4096, 4096));
	});

	test('may print numbers that are wider than their column', () => {
		const vmas = parseVmas(`\
100000000000-500000000000 ---p 00000000 00:00 0
Size:           68719476736 kB
Rss:                   4 kB
500000000000-500000001000 ---p 00000000 00:00 0
Size:                  4 kB
Rss:                   8 kB
`);
		expect(vmas.fields['Size']).toEqual(Float64Array.of(2 ** 46, 4096));
		expect(vmas.fields['Rss']).toEqual(Float64Array.of(4096, 8192));
	});

	test.skipIf(!existsSync(foreign))('is read where it is an Android (needs captures that are kept elsewhere)', () => {
		const read = (name: string) => readFileSync(path.join(foreign, name));
		const vmas = listVmas(parseVmas(read('android-smaps_short.txt')));
		expect(vmas.reduce((total, {fields}) => total + (fields['Pss'] ?? Number.NaN), 0)).toBe(19_119 * 1024);
		expect(vmas.map(({path}) => path)).toEqual(
			listVmas(parseVmas(read('android-maps_short.txt'))).map(({path}) => path),
		);
	});
});

describe('the gate page of the kernel', () => {
	const gatePage = `\
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
Size:                  4 kB
Rss:                   0 kB
THPeligible:           0
VmFlags: ex 
`;

	test('is left out', () => {
		expect(parseVmas(twoMappings + gatePage)).toEqual(parseVmas(twoMappings));
	});

	test('is told from user space by its address, not by a name that a file may have', () => {
		const named = twoMappings.replace('[stack]', '[vsyscall]');
		expect(listVmas(parseVmas(named)).map(({path}) => path)).toEqual(['/usr/bin/sleep', '[vsyscall]']);
	});
});

describe('addresses', () => {
	const mappings = (...ranges: readonly string[]) => ranges.map(range => `${range} rw-p 00000000 00:00 0 \n`).join('');

	test.each([
		['ascend', ['1000-2000', '2000-3000', '7000-8000'], false],
		['overlap', ['1000-3000', '2000-4000'], true],
		['descend', ['7000-8000', '1000-2000'], true],
	] as const)('that %s are noticed', (_, ranges, isOutOfOrder) => {
		expect(parseText(mappings(...ranges))).toMatchObject({kind: 'parsed', isOutOfOrder});
	});

	test('of all 64 bits are exact', () => {
		const [vma] = listVmas(parseVmas(mappings('ffffffffffffe000-fffffffffffff000')));
		expect(vma).toMatchObject({start: 2 ** 64 - 8192, size: 4096});
	});
});

describe('a line that no kernel prints', () => {
	const [first = '', second = ''] = twoMappings.split('\n');
	test.each([
		['nothing like a mapping', `${first}\nfoo\n`, 2, 'a mapping'],
		['text without a colon', `${first}\n${second}\nWhat is this\n`, 3, 'a mapping, or a field such as `Rss: 4 kB`'],
		['a name without a field', `${first}\n: 4 kB\n`, 2, 'a mapping, or a field such as `Rss: 4 kB`'],
		['a field before any mapping', `${second}\n`, 1, 'a mapping before its fields'],
		[
			'letters for a number',
			`${first}\nRss:                 abc kB\n`,
			2,
			'a number, or a number and kB, after the name of a field',
		],
		[
			'no number',
			`${first}\nRss:                     kB\n`,
			2,
			'a number, or a number and kB, after the name of a field',
		],
		[
			'a negative number',
			`${first}\n${second}\nRss:                  -4 kB\n`,
			3,
			'a number, or a number and kB, after the name of a field',
		],
		[
			'another unit',
			`${first}\nRss:                   4 MB\n`,
			2,
			'a number, or a number and kB, after the name of a field',
		],
		['an address too long', '10000000000000000-20000000000000000 rw-p 00000000 00:00 0\n', 1, 'a mapping'],
		['an end before its start', '2000-1000 rw-p 00000000 00:00 0\n', 1, 'a mapping'],
		['no permissions', '1000-2000 00000000 00:00 0\n', 1, 'a mapping'],
		['no inode', '1000-2000 rw-p 00000000 00:00 /usr/bin/sleep\n', 1, 'a mapping'],
		['a header that is cut off', '1000-2000 rw-p 0000', 1, 'a mapping'],
		['an endless line', `/${'x'.repeat(10_000)}`, 1, 'a line of less than 4096 bytes'],
	])('with %s is named', (_, text, line, expected) => {
		expect(parseText(text)).toEqual({kind: 'malformed', line, expected});
	});

	test('with too many different fields is named', () => {
		const fields = Array.from({length: 300}, (_, index) => `Field${index}: 1 kB\n`).join('');
		expect(parseText(`${first}\n${fields}`)).toEqual({
			kind: 'malformed',
			line: 258,
			expected: 'no more than 256 different fields',
		});
	});

	test('never breaks the parser, whatever it is', () => {
		fc.assert(
			fc.property(
				smapsText,
				fc.array(fc.tuple(fc.nat(), fc.integer({min: 0, max: 255})), {maxLength: 5}),
				(text, changes) => {
					const changed = text.slice();
					for (const [at, byte] of changes) {
						changed[at % Math.max(1, changed.length)] = byte;
					}

					expect(['parsed', 'malformed']).toContain(parseText(changed).kind);
				},
			),
		);
	});
});

function readKilobytes(text: Uint8Array, name: string): number {
	const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(Buffer.from(text).toString());
	return Number(match?.[1]) * 1024;
}
