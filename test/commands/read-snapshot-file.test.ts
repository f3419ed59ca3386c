import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readSavedSnapshots, readSnapshotFile} from '../../source/commands/read-snapshot-file.ts';
import {writeMmp} from '../../source/formats/mmp/write-mmp.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const snapshots = [1000, 2000, 3000].map(time =>
	makeSnapshot([{type: 'Heap', start: 0x10_000, blocks: [{size: 4096, protection: 'rw-p'}]}], {time}),
);

test('an .mmp with several snapshots is all of them, its last, or the one that is asked for', () => {
	using folder = makeTemporaryFolder();
	const file = path.join(folder.path, 'three.mmp');
	writeFileSync(file, [...writeMmp(snapshots)].join(''));
	expect(readSavedSnapshots(file).map(({time}) => time)).toEqual([1000, 2000, 3000]);
	expect(readSnapshotFile(file).time).toBe(3000);
	expect(readSnapshotFile(`${file}@first`).time).toBe(1000);
	expect(readSnapshotFile(`${file}@2`).time).toBe(2000);
	expect(() => readSnapshotFile(`${file}@4`)).toThrow('has no snapshot 4: it has those from 1 to 3.');
});

test('an .mmp with one snapshot has a first and a last, and no other', () => {
	using folder = makeTemporaryFolder();
	const file = path.join(folder.path, 'one.mmp');
	writeFileSync(file, [...writeMmp(snapshots.slice(0, 1))].join(''));
	expect(readSnapshotFile(`${file}@1`).time).toBe(1000);
	expect(readSnapshotFile(`${file}@last`).time).toBe(1000);
	expect(() => readSnapshotFile(`${file}@2`)).toThrow('has one snapshot only, so that there is no @2 in it.');
});

test('what is wrong with a file is said with its name', () => {
	using folder = makeTemporaryFolder();
	const file = path.join(folder.path, 'broken.mmp');
	writeFileSync(file, '<root><Snapshots>');
	expect(() => readSnapshotFile(file)).toThrow(`${file} cannot be read: line 1, column `);
});
