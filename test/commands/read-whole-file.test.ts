import {execFileSync, spawn} from 'node:child_process';
import {truncateSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {readWholeFile} from '../../source/commands/read-whole-file.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

describe('a file', () => {
	it('is read to its end, however long it is', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'long');
		const bytes = Buffer.alloc(300_000, 'abc');
		writeFileSync(file, bytes);
		expect(readWholeFile(file).bytes.equals(bytes)).toBe(true);
	});

	it('is refused by its size alone where that is more than is sensible', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'sparse');
		writeFileSync(file, '');
		truncateSync(file, 2 ** 31);
		expect(() => readWholeFile(file)).toThrow(`${file} cannot be read: it has more than 500 MB.`);
	});

	it('is refused where it is a folder', () => {
		using folder = makeTemporaryFolder();
		expect(() => readWholeFile(folder.path)).toThrow(`${folder.path} cannot be read: it is a folder.`);
	});
});

describe.runIf(process.platform === 'linux')('a pipe', () => {
	it('is empty where nobody writes into it', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'pipe');
		execFileSync('mkfifo', [file]);
		expect(readWholeFile(file).bytes).toHaveLength(0);
	});

	it('is read to its end, also where that comes slowly', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'pipe');
		execFileSync('mkfifo', [file]);
		spawn('sh', ['-c', 'exec >"$0"; echo a; sleep 0.2; head -c 200000 /dev/zero; echo b', file], {stdio: 'ignore'});
		const {bytes} = readWholeFile(file);
		expect(bytes).toHaveLength(200_004);
		expect(bytes.subarray(-2).toString()).toBe('b\n');
	});
});
