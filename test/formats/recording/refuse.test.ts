import {cpSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createRecording} from '../../../source/formats/recording/create-recording.ts';
import {openRecording} from '../../../source/formats/recording/open-recording.ts';
import {RecordingError} from '../../../source/formats/recording/recording-error.ts';
import {recordingVersion} from '../../../source/formats/recording/schema.ts';
import {makeLargeSnapshot} from '../../helpers/snapshots.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let folder: ReturnType<typeof makeTemporaryFolder>;
let good: string;

beforeAll(() => {
	folder = makeTemporaryFolder();
	good = path.join(folder.path, 'good.vmmap');
	const writer = createRecording(good);
	const snapshot = makeLargeSnapshot(300, 3);
	for (let index = 0; index < 5; index++) {
		const totalWs = snapshot.blocks.measures.totalWs?.map((value, row) => value + (row % 7 === index ? 4096 : 0));
		writer.append({
			...snapshot,
			blocks: {...snapshot.blocks, measures: {...snapshot.blocks.measures, ...(totalWs && {totalWs})}},
		});
	}

	writer.close();
});

afterAll(() => {
	folder[Symbol.dispose]();
});

let copies = 0;

/** A copy of the good recording that may be spoilt. */
function copyGood(): string {
	const file = path.join(folder.path, `copy-${copies++}.vmmap`);
	cpSync(good, file);
	return file;
}

function makeFile(content: string | Buffer): string {
	const file = path.join(folder.path, `file-${copies++}`);
	writeFileSync(file, content);
	return file;
}

/** A copy that was changed with SQL. */
function alter(sql: string): string {
	const file = copyGood();
	const database = new DatabaseSync(file, {enableForeignKeyConstraints: false});
	database.exec(sql);
	database.close();
	return file;
}

function readAll(file: string): void {
	const recording = openRecording(file);
	try {
		for (const index of recording.times().keys()) {
			recording.readSnapshot(index);
		}
	} finally {
		recording.close();
	}
}

function refusalOf(file: string): string {
	try {
		readAll(file);
	} catch (error) {
		if (error instanceof RecordingError) {
			return error.message;
		}

		throw error;
	}

	return 'not refused';
}

describe('a file is refused with its reason', () => {
	test('that is no database', () => {
		expect(refusalOf(makeFile('Type,Size\n'.repeat(100)))).toBe('it is no recording of vmmap-tui');
		expect(refusalOf(makeFile('x'))).toBe('it is no recording of vmmap-tui');
		expect(refusalOf(makeFile(''))).toBe('it is empty: nothing has been recorded');
		expect(refusalOf('/dev/zero')).toBe('it is no regular file');
	});

	test('that is another database', () => {
		const file = path.join(folder.path, 'other.db');
		const database = new DatabaseSync(file);
		database.exec('CREATE TABLE snapshot (number, time)');
		database.close();
		expect(refusalOf(file)).toBe('it is a SQLite database, but no recording of vmmap-tui');
	});

	test('that a newer version wrote', () => {
		expect(refusalOf(alter(`PRAGMA user_version = ${recordingVersion + 1}`))).toBe(
			'a newer vmmap-tui wrote it (version 2 of the format, and this one knows 1): update vmmap-tui',
		);
	});

	test('that was cut off', () => {
		const bytes = readFileSync(good).length;
		for (const length of [50, 1024, Math.floor(bytes / 2), bytes - 1]) {
			const file = copyGood();
			truncateSync(file, length);
			expect(refusalOf(file)).toMatch(/^it ends too early: /);
		}
	});

	test('in which something is missing or wrong', () => {
		expect(refusalOf(alter('DELETE FROM snapshot'))).toBe('it has no snapshot');
		expect(refusalOf(alter('DELETE FROM snapshot WHERE number = 2'))).toContain('snapshot 2 must be there');
		expect(refusalOf(alter('DROP TABLE region'))).toContain('region must be a table');
		expect(refusalOf(alter('DELETE FROM state'))).toContain('snapshot 1: state 1 must be there');
		expect(refusalOf(alter('DELETE FROM block WHERE first = 1 AND last = 1'))).toMatch(
			/snapshot 1: block must be a table with 300 rows for snapshot 1, not \d+/,
		);
		expect(refusalOf(alter('UPDATE state SET blocks = 1e9'))).toContain('the number of rows in block');
		expect(refusalOf(alter('UPDATE state SET blocks = 1e300'))).toContain('blocks must be');
		expect(refusalOf(alter("UPDATE block SET total_ws = 'many' WHERE last IS NULL"))).toContain(
			'block.total_ws must be a number',
		);
		expect(refusalOf(alter('UPDATE block SET size = -size WHERE last IS NULL'))).toContain('block.size must be');
		expect(refusalOf(alter('UPDATE block SET size = 2 * size WHERE last IS NULL'))).toMatch(
			/block [\da-f]{16} must be at [\da-f]{16} or above/,
		);
		expect(refusalOf(alter('UPDATE block SET region = region + 1'))).toContain('in the region that is at its place');
		expect(refusalOf(alter(`UPDATE state SET pid = ${2n ** 60n}`))).toContain('snapshot 1: Value is too large');
		expect(refusalOf(alter('UPDATE region SET type = 99'))).toContain('region.type must be');
		expect(refusalOf(alter("UPDATE type SET name = 'Cheese' WHERE code = 3"))).toContain('type must be');
		expect(refusalOf(alter('DELETE FROM text WHERE id > 5'))).toMatch(/text \d+ must be there/);
		expect(refusalOf(alter("UPDATE text SET text = '[[' WHERE text LIKE '[%'"))).toContain('snapshot 1: ');
		expect(refusalOf(alter("UPDATE text SET text = '{}' WHERE text LIKE '[%'"))).toContain('must be a list');
		expect(refusalOf(alter('DROP VIEW blocks; DROP VIEW regions; ALTER TABLE block DROP COLUMN total_ws'))).toContain(
			'no such column: "total_ws"',
		);
		expect(refusalOf(alter('UPDATE text SET text = zeroblob(9000000) WHERE id > 5'))).toContain('no more than');
	});

	test('without what a terminal would obey', () => {
		const list = JSON.stringify(['size', '\u{1B}[31mred']);
		const escaped = refusalOf(alter(`UPDATE text SET text = '${list}' WHERE text LIKE '["region"%'`));
		expect(escaped).toContain(String.raw`no such column: "\e[31mred"`);
		const file = alter('CREATE TABLE zzzzz (x)');
		const bytes = readFileSync(file);
		for (let at = bytes.indexOf('zzzzz'); at !== -1; at = bytes.indexOf('zzzzz')) {
			bytes.write('\u{1B}[2J"', at);
		}

		writeFileSync(file, bytes);
		expect(refusalOf(file)).toMatch(/^it is damaged: malformed database schema [^\u{1B}]*$/u);
	});

	test('that hides something behind the name of a table', () => {
		const endless =
			'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS number, x AS time FROM n';
		expect(refusalOf(alter(`DROP TABLE snapshot; CREATE VIEW snapshot AS ${endless}`))).toContain(
			'snapshot must be a table',
		);
		const computed = 'CREATE TABLE text (id INTEGER PRIMARY KEY, text AS (hex(zeroblob(400000000))))';
		expect(refusalOf(alter(`DROP TABLE text; ${computed}`))).toContain('text must be a table without computed columns');
		expect(refusalOf(alter('DROP TABLE text; CREATE VIRTUAL TABLE text USING fts5(id, body)'))).toContain(
			'text must be a table',
		);
	});

	test('and never does anything else when bytes in it are damaged', () => {
		const bytes = readFileSync(good);
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {minLength: 1, maxLength: 20}), changes => {
				const spoilt = Buffer.from(bytes);
				for (const [at, byte] of changes) {
					spoilt[at] = byte;
				}

				const file = path.join(folder.path, 'spoilt.vmmap');
				writeFileSync(file, spoilt);
				// Either it says what is wrong, or the damage is in a number that could have been there.
				refusalOf(file);
			}),
			{numRuns: 300},
		);
	});

	test('and what is around it stays as it was', () => {
		const file = copyGood();
		const before = readFileSync(file);
		readAll(file);
		expect(readFileSync(file)).toEqual(before);
	});
});

describe('a recording opens', () => {
	test('to which people have added tables, indexes and views of their own', () => {
		const file = alter(`
			CREATE TABLE note (text);
			CREATE INDEX block_path ON block (path);
			CREATE VIEW heaps AS SELECT * FROM regions WHERE type = 'Heap';
		`);
		expect(refusalOf(file)).toBe('not refused');
	});
});
