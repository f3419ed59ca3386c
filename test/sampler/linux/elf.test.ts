import {execFileSync} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, readSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readElf} from '../../../source/sampler/linux/elf.ts';
import {parseElfIdentity} from '../../../source/sampler/linux/elf-identity.ts';

const loadSegment = 1;
const dynamicSegment = 2;
const interpreterSegment = 3;

type Header = {
	readonly type: number;
	readonly offset: number;
	readonly virtualAddress: number;
	readonly fileSize: number;
	readonly memorySize: number;
};

/** A file of headers only, in any width and byte order. */
function makeElf(
	bits: 32 | 64,
	isLittleEndian: boolean,
	type: number,
	machine: number,
	headers: readonly Header[],
	dynamic: readonly (readonly [tag: number, value: number])[] = [],
): Uint8Array<ArrayBuffer> {
	const word = bits / 8;
	const view = new DataView(new ArrayBuffer(4096));
	const setWord = (at: number, value: number) => {
		if (bits === 64) {
			view.setBigUint64(at, BigInt(value), isLittleEndian);
		} else {
			view.setUint32(at, value, isLittleEndian);
		}
	};
	view.setUint32(0, 0x7f45_4c46);
	view.setUint8(4, bits / 32);
	view.setUint8(5, isLittleEndian ? 1 : 2);
	view.setUint16(16, type, isLittleEndian);
	view.setUint16(18, machine, isLittleEndian);
	// e_entry, e_phoff, e_shoff, e_flags, e_ehsize, e_phentsize, e_phnum
	const entrySize = bits === 64 ? 56 : 32;
	setWord(24 + word, 512);
	const sizes = 24 + 3 * word + 4;
	view.setUint16(sizes + 2, entrySize, isLittleEndian);
	view.setUint16(sizes + 4, headers.length, isLittleEndian);
	for (const [index, header] of headers.entries()) {
		const at = 512 + index * entrySize;
		view.setUint32(at, header.type, isLittleEndian);
		const first = bits === 64 ? at + 8 : at + 4;
		setWord(first, header.offset);
		setWord(first + word, header.virtualAddress);
		setWord(first + 3 * word, header.fileSize);
		setWord(first + 4 * word, header.memorySize);
	}

	for (const [index, [tag, value]] of dynamic.entries()) {
		setWord(2048 + index * 2 * word, tag);
		setWord(2048 + index * 2 * word + word, value);
	}

	return new Uint8Array(view.buffer);
}

const text: Header = {type: loadSegment, offset: 0, virtualAddress: 0x1_0000, fileSize: 0x5000, memorySize: 0x5000};
const data: Header = {type: loadSegment, offset: 0x5000, virtualAddress: 0x2_0000, fileSize: 0x300, memorySize: 0x2000};
const interpreter: Header = {type: interpreterSegment, offset: 0x200, virtualAddress: 0, fileSize: 28, memorySize: 28};
const dynamic: Header = {type: dynamicSegment, offset: 2048, virtualAddress: 0x2_0000, fileSize: 512, memorySize: 512};
const libraryName = [14, 7] as const;
const programFlag = [0x6fff_fffb, 0x0800_0001] as const;

const readFrom = (bytes: Uint8Array<ArrayBuffer>) => (offset: number, length: number) =>
	bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length));

function readPath(path: string) {
	const descriptor = openSync(path, 'r');
	try {
		return readElf((offset, length) => {
			const bytes = new Uint8Array(length);
			return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
		});
	} finally {
		closeSync(descriptor);
	}
}

describe.each([
	[32, true],
	[32, false],
	[64, true],
	[64, false],
] as const)('a file of %i bits, little endian: %s', (bits, isLittleEndian) => {
	const make = (type: number, ...rest: readonly [readonly Header[], (readonly (readonly [number, number])[])?]) =>
		readElf(readFrom(makeElf(bits, isLittleEndian, type, 62, ...rest)));

	test('tells its segments', () => {
		expect(make(3, [text, interpreter, data])).toEqual({
			role: 'executable',
			isPositionIndependent: true,
			segments: [text, data].map(({type: _, ...segment}) => segment),
		});
	});

	test.each([
		['that must be loaded at one place', 2, [text], [], 'executable'],
		['with an interpreter', 3, [text, interpreter, dynamic], [], 'executable'],
		['with an interpreter and a name as a library', 3, [text, interpreter, dynamic], [libraryName], 'shared library'],
		['that calls itself a program', 3, [text, dynamic], [programFlag], 'executable'],
		['with nothing of all that', 3, [text, dynamic], [], 'shared library'],
		['whose end of the dynamic section comes first', 3, [text, dynamic], [[0, 0], programFlag], 'shared library'],
		['of a core dump', 4, [text], [], 'other'],
	] as const)('%s has its role', (_, type, headers, entries, role) => {
		expect(make(type, headers, entries)).toMatchObject({role, isPositionIndependent: type === 3});
	});
});

test.each([
	[32, 3, 'x86'],
	[32, 40, 'arm'],
	[32, 62, 'x64'],
	[64, 62, 'x64'],
	[64, 183, 'arm64'],
	[64, 243, 'riscv64'],
	[32, 8, 'mips'],
	[64, 8, 'mips64'],
	[64, 0x9999, undefined],
] as const)('%i bits and machine %i are %s', (bits, machine, architecture) => {
	expect(parseElfIdentity(makeElf(bits, true, 2, machine, []))).toMatchObject({bits, architecture});
});

test('what is no ELF file is known not to be one, what cannot be read is unknown', () => {
	const script = new TextEncoder().encode('#!/bin/sh\necho a line that is longer than the header of an ELF file is\n');
	expect(readElf(readFrom(script))).toBe('not ELF');
	expect(readElf(readFrom(new Uint8Array()))).toBe('not ELF');
	expect(readElf(readFrom(makeElf(64, true, 3, 62, []).subarray(0, 40)))).toBe('not ELF');
	expect(readElf(() => undefined)).toBeUndefined();
});

test('a broken file does no harm', () => {
	const whole = makeElf(64, true, 3, 62, [text, interpreter, dynamic, data], [libraryName, programFlag]);
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.nat({max: 1023}), fc.integer({min: 0, max: 255})), {maxLength: 30}),
			fc.integer({min: 0, max: whole.length}),
			(changes, length) => {
				const broken = whole.slice(0, length);
				for (const [at, byte] of changes) {
					if (at > 5 && at < broken.length) {
						broken[at] = byte;
					}
				}

				const answer = readElf(readFrom(broken));
				expect(answer === 'not ELF' || (typeof answer === 'object' && answer.segments.length <= 0xffff)).toBe(true);
			},
		),
	);
});

test('the program that runs this test is an executable, its C library a library', () => {
	expect(readPath(process.execPath)).toMatchObject({role: 'executable'});
	const library = /\S+\/libc\.so\.6|\S+\/ld-musl-\S+/.exec(readFileSync('/proc/self/maps', 'latin1'))?.[0] ?? '';
	expect(readPath(library)).toMatchObject({role: 'shared library', isPositionIndependent: true});
});

test.skipIf(!existsSync('/usr/bin/readelf'))('segments are those of readelf (needs binutils)', () => {
	const printed = execFileSync('readelf', ['--segments', '--wide', process.execPath], {encoding: 'utf8'});
	const expected = Array.from(
		printed.matchAll(/^ +LOAD +(0x\w+) (0x\w+) 0x\w+ (0x\w+) (0x\w+)/gm),
		([, offset, virtualAddress, fileSize, memorySize]) => ({
			offset: Number(offset),
			virtualAddress: Number(virtualAddress),
			fileSize: Number(fileSize),
			memorySize: Number(memorySize),
		}),
	);
	expect(expected.length).toBeGreaterThan(1);
	expect(readPath(process.execPath)).toMatchObject({segments: expected});
});
