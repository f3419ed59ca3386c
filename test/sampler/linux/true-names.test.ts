import {mkdirSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {createTrueNames} from '../../../source/sampler/linux/true-names.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {readVmas} from '../../helpers/vmas.ts';

/** A folder like one of /proc, in which two files are mapped that exist and one that does not. */
function makeProcess() {
	const folder = makeTemporaryFolder();
	mkdirSync(path.join(folder.path, 'map_files'));
	mkdirSync(path.join(folder.path, 'root'));
	const makeFile = (name: string): number => {
		const file = path.join(folder.path, 'root', name);
		writeFileSync(file, '');
		return statSync(file).ino;
	};

	const link = (range: string, name: string): void =>
		symlinkSync(`/${name}`, path.join(folder.path, 'map_files', range));
	link('1000-2000', 'new\nline');
	link('2000-3000', String.raw`new\012line`);
	const inode = makeFile('x (deleted)');
	const text = String.raw`
		1000-2000 r--p 0 fe:00 7 /new\012line
		2000-3000 r--p 0 fe:00 8 /new\012line
		3000-4000 r--p 0 fe:00 ${inode} /x (deleted)
		4000-5000 r--p 0 fe:00 9 /x (deleted)
		5000-6000 rw-s 0 00:01 10 /memfd:x (deleted)
		6000-7000 r--p 0 fe:00 11 /plain
		7000-8000 r--p 0 fe:00 12 /not\012read
	`;
	return {...folder, text};
}

function namesOf({path: names, strings}: {readonly path: Uint32Array; readonly strings: readonly string[]}) {
	return Array.from(names, row => strings[row]);
}

const expected = [
	'/new\nline',
	String.raw`/new\012line`,
	'/x (deleted) (not deleted)',
	'/x (deleted)',
	'/memfd:x (deleted)',
	'/plain',
	String.raw`/not\012read`,
];

test('one text of the kernel becomes the names of the files that it stands for', () => {
	using folder = makeProcess();
	const vmas = readVmas(folder.text);
	const before = namesOf(vmas);
	expect(namesOf(createTrueNames(folder.path).correct(vmas))).toEqual(expected);
	expect(namesOf(vmas)).toEqual(before);
});

test('each file is looked at once', () => {
	using folder = makeProcess();
	const names = createTrueNames(folder.path);
	names.correct(readVmas(folder.text));
	rmSync(path.join(folder.path, 'root'), {recursive: true});
	rmSync(path.join(folder.path, 'map_files'), {recursive: true});
	expect(namesOf(names.correct(readVmas(folder.text)))).toEqual(expected);
});

test('columns without such names are given back as they are', () => {
	using folder = makeProcess();
	const vmas = readVmas('1000-2000 r--p 0 fe:00 7 /plain');
	expect(createTrueNames(folder.path).correct(vmas)).toBe(vmas);
});
