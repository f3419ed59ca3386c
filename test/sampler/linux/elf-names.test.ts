import {execFileSync} from 'node:child_process';
import {closeSync, openSync, readFileSync, readSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ReadAt} from '../../../source/sampler/linux/elf-headers.ts';
import {readElfNames} from '../../../source/sampler/linux/elf-names.ts';
import {isInstalled} from '../../helpers/compile-target.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

function readPath(file: string) {
	const descriptor = openSync(file, 'r');
	try {
		const readAt: ReadAt = (offset, length) => {
			const bytes = new Uint8Array(length);
			return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
		};
		return readElfNames(readAt);
	} finally {
		closeSync(descriptor);
	}
}

/** A shared library of one number, linked with these options. */
function link(folder: string, ...options: readonly string[]): string {
	const library = path.join(folder, 'library.so');
	const flags = ['-shared', '-nostdlib', '-fPIC', '-o', library, ...options, '-x', 'c', '-'];
	execFileSync('gcc', flags, {input: 'int number = 7;\n'});
	return library;
}

describe.skipIf(!isInstalled('gcc'))('a library', () => {
	test('tells its build and the name under which programs ask for it', () => {
		using folder = makeTemporaryFolder();
		const library = link(folder.path, '-Wl,-soname,libnumber.so.3', '-Wl,--build-id=0x0123456789abcdef');
		expect(readPath(library)).toEqual({buildId: '0123456789abcdef', soname: 'libnumber.so.3'});
	});

	test('tells neither where it has neither', () => {
		using folder = makeTemporaryFolder();
		expect(readPath(link(folder.path, '-Wl,--build-id=none'))).toEqual({});
	});

	test('of 32 bits is read as well', () => {
		using folder = makeTemporaryFolder();
		const library = link(folder.path, '-m32', '-Wl,-soname,libnumber.so.3', '-Wl,--build-id=0xfe');
		expect(readPath(library)).toEqual({buildId: 'fe', soname: 'libnumber.so.3'});
	});

	test('that is broken does no harm', () => {
		using folder = makeTemporaryFolder();
		const whole = readFileSync(link(folder.path, '-Wl,-soname,libnumber.so.3', '-Wl,--build-id=0x0123'));
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat({max: 2047}), fc.integer({min: 0, max: 255})), {maxLength: 30}),
				fc.integer({min: 0, max: whole.length}),
				(changes, length) => {
					const broken = new Uint8Array(whole).slice(0, length);
					for (const [at, byte] of changes) {
						if (at > 5 && at < broken.length) {
							broken[at] = byte;
						}
					}

					const {buildId = '', soname = ''} = readElfNames((offset, size) =>
						broken.subarray(Math.min(offset, broken.length), Math.min(offset + size, broken.length)),
					);
					expect(/^(?:[\da-f]{2}){0,64}$/.test(buildId) && soname.length < 256).toBe(true);
				},
			),
		);
	});
});

test('what is no ELF file, or cannot be read, tells nothing', () => {
	expect(readElfNames(() => new Uint8Array(64))).toEqual({});
	expect(readElfNames(() => undefined)).toEqual({});
});
