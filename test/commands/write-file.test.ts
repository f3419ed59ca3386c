import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {writeFile} from '../../source/commands/write-file.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-'));
});
afterEach(() => {
	rmSync(folder, {recursive: true});
});

function* interrupted() {
	yield 'a'.repeat(100_000);
	throw new Error('interrupted');
}

test('a file has all parts, and nothing is left beside it', async () => {
	const file = path.join(folder, 'a.txt');
	await writeFile(file, ['one\n', 'é'.repeat(200_000), '\nthree\n']);
	expect(readFileSync(file, 'utf8')).toBe(`one\n${'é'.repeat(200_000)}\nthree\n`);
	expect(readdirSync(folder)).toEqual(['a.txt']);
});

test('a write that fails half-way leaves what was there', async () => {
	const file = path.join(folder, 'a.txt');
	writeFileSync(file, 'before');
	await expect(writeFile(file, interrupted())).rejects.toThrow('interrupted');
	expect(readFileSync(file, 'utf8')).toBe('before');
	expect(readdirSync(folder)).toEqual(['a.txt']);
});

test('a file that is replaced keeps its permissions, and a link to it stays a link', async () => {
	const file = path.join(folder, 'a.txt');
	const link = path.join(folder, 'link.txt');
	writeFileSync(file, 'before');
	chmodSync(file, 0o640);
	symlinkSync(file, link);
	await writeFile(link, ['after']);
	expect(readFileSync(file, 'utf8')).toBe('after');
	expect(statSync(file).mode & 0o777).toBe(0o640);
	expect(readdirSync(folder)).toEqual(['a.txt', 'link.txt']);
});

test.each([
	['/dev/full', 'the disk is full'],
	['/dev/null/a.txt', 'a part of its path is a file, not a folder'],
	['/tmp/vmmap-tui-nowhere/a.txt', 'there is no such file or folder'],
	['/tmp', 'it is a folder'],
	['/proc/a.txt', 'there is no such file or folder'],
])('%s is refused with the reason', async (file, reason) => {
	await expect(writeFile(file, ['text'])).rejects.toMatchObject({
		exitCode: 5,
		message: `${file} cannot be written: ${reason}.`,
	});
});
