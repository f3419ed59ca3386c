import {closeSync, openSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import type {Snapshot} from '../../model/snapshot.ts';
import {loadSqlite} from './load-sqlite.ts';
import {explainErrors, RecordingError} from './recording-error.ts';
import {createRunWriter, type RunRows} from './run-writer.ts';
import {
	applicationId,
	createTables,
	fieldPrefix,
	ownPrefix,
	quoteName,
	recordingVersion,
	sqlitePageSize,
} from './schema.ts';
import {toBlockRows, toRegionRows} from './snapshot-rows.ts';
import {snapshotLimit} from './snapshot-tree.ts';
import {createStateWriter} from './state-writer.ts';
import {createSummaryWriter} from './summary-writer.ts';
import {createTextWriter} from './text-writer.ts';
import {createViews, dropViews} from './views.ts';

/** A recording that is being written. */
export type RecordingWriter = {
	/**
	 * Adds a snapshot as a whole or, when it throws, not at all: then nothing more can be added, and what is there stays
	 * valid. Throws a RecordingError.
	 */
	readonly append: (snapshot: Snapshot) => void;
	readonly snapshotCount: () => number;
	/** Bytes of the file and of what SQLite keeps beside it. */
	readonly bytesOnDisk: () => number;
	/**
	 * Leaves one file: what SQLite keeps beside it is put into it, if the disk has room and nobody reads it at this
	 * moment. A file without a snapshot is removed.
	 */
	readonly close: () => void;
};

/** In pages of SQLite: 256 KB, so that what stands beside the file stays small. */
const pagesBeforeCheckpoint = 256;

/** In milliseconds: a reader holds the file for moments only. */
const busyTimeout = 2000;

/**
 * Begins a recording in a new file, or in an empty one. Throws a RecordingError, or the system's error where the file
 * cannot be made.
 */
export function createRecording(file: string): RecordingWriter {
	createFile(file);
	const {DatabaseSync} = loadSqlite();
	// An absolute path is never taken for a URI, whatever the file is called.
	const location = path.resolve(file);
	const database = explainErrors(() => new DatabaseSync(location, {timeout: busyTimeout}));
	try {
		explainErrors(() => createSchema(database));
		return createWriter(database, location);
	} catch (error) {
		database.close();
		removeFiles(location);
		throw error;
	}
}

function createFile(file: string): void {
	try {
		closeSync(openSync(file, 'wx'));
	} catch (error) {
		const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
		if (!isThere) {
			throw error;
		}

		const stats = statSync(file);
		if (!stats.isFile() || stats.size > 0) {
			throw new RecordingError('there is such a file already; choose another name, or remove it first');
		}
	}
}

function createSchema(database: DatabaseSync): void {
	database.exec(`
		PRAGMA page_size = ${sqlitePageSize};
		PRAGMA journal_mode = MEMORY;
		BEGIN;
		PRAGMA application_id = ${applicationId};
		PRAGMA user_version = ${recordingVersion};
		${createTables}
		${createViews([], [])}
		COMMIT;
	`);
	database.exec(`
		PRAGMA journal_mode = WAL;
		PRAGMA synchronous = NORMAL;
		PRAGMA wal_autocheckpoint = ${pagesBeforeCheckpoint};
		PRAGMA journal_size_limit = ${pagesBeforeCheckpoint * sqlitePageSize};
	`);
}

function createWriter(database: DatabaseSync, location: string): RecordingWriter {
	const texts = createTextWriter(database);
	const states = createStateWriter(database, texts);
	const summaries = createSummaryWriter(database, texts);
	const blocks = createRunWriter(database, 'block');
	const regions = createRunWriter(database, 'region');
	const insert = database.prepare('INSERT INTO snapshot VALUES (?, ?, ?, ?)');
	const added: Record<'block' | 'region', readonly string[]> = {block: [], region: []};
	let count = 0;
	let hasFailed = false;

	/** Gives a table the columns that are not in every recording. */
	const addColumns = (table: 'block' | 'region', {columns}: RunRows): void => {
		const names = [...columns.keys()].filter(
			name => (name.startsWith(fieldPrefix) || name.startsWith(ownPrefix)) && !added[table].includes(name),
		);
		if (names.length > 0) {
			added[table] = [...added[table], ...names];
			const changes = names.map(name => `ALTER TABLE ${table} ADD COLUMN ${quoteName(name)} INTEGER;`);
			database.exec([dropViews, ...changes, createViews(added.block, added.region)].join('\n'));
		}
	};

	const write = (number: number, snapshot: Snapshot): void => {
		const translate = texts.translate(snapshot.strings);
		const blockRows = toBlockRows(snapshot, translate);
		const regionRows = toRegionRows(snapshot, translate);
		addColumns('block', blockRows);
		addColumns('region', regionRows);
		blocks.write(number, blockRows);
		regions.write(number, regionRows);
		summaries.write(number, snapshot);
		const state = states.rowOf(snapshot, [...blockRows.columns.keys()], [...regionRows.columns.keys()]);
		insert.run(number, snapshot.time, snapshot.cost.milliseconds, state);
	};

	return {
		append(snapshot) {
			if (hasFailed || count + 1 >= snapshotLimit) {
				throw new RecordingError('nothing more can be added to it');
			}

			hasFailed = true;
			explainErrors(() => {
				database.exec('BEGIN IMMEDIATE');
				try {
					write(count + 1, snapshot);
					database.exec('COMMIT');
				} catch (error) {
					// SQLite has gone back by itself where the disk is full.
					if (database.isTransaction) {
						database.exec('ROLLBACK');
					}

					throw error;
				}
			});
			count++;
			hasFailed = false;
		},
		snapshotCount: () => count,
		bytesOnDisk: () => sizeOf(location) + sizeOf(`${location}-wal`),
		close() {
			try {
				explainErrors(() => {
					database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
					// A journal in a file would need a writer to clear it away, were the process killed at this moment.
					database.exec('PRAGMA journal_mode = MEMORY');
				});
			} catch (error) {
				// Without room, or while somebody reads, the -wal file stays beside the recording and belongs to it.
				if (!(error instanceof RecordingError)) {
					throw error;
				}
			} finally {
				database.close();
			}

			if (count === 0) {
				removeFiles(location);
			}
		},
	};
}

function sizeOf(file: string): number {
	return statSync(file, {throwIfNoEntry: false})?.size ?? 0;
}

/** Takes away a recording and what SQLite keeps beside it. */
function removeFiles(location: string): void {
	for (const ending of ['', '-wal', '-shm', '-journal']) {
		rmSync(`${location}${ending}`, {force: true});
	}
}
