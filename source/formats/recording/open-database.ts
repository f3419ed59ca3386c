import {statSync} from 'node:fs';
import path from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {pathToFileURL} from 'node:url';
import {loadSqlite} from './load-sqlite.ts';
import {sqliteCode} from './recording-error.ts';

/** In milliseconds: a writer locks the file for moments only. */
const busyTimeout = 2000;

/** SQLite's codes where it cannot make the files beside a database: SQLITE_READONLY and SQLITE_CANTOPEN. */
const sideFileCodes: readonly (number | undefined)[] = [8, 14];

/**
 * Opens a file from anywhere for reading: SQLite cannot write to it, and calls no function that its author may have put
 * in the way. Throws SQLite's error.
 */
export function openDatabase(file: string): DatabaseSync {
	// An absolute path is never taken for a URI, whatever the file is called.
	const location = path.resolve(file);
	try {
		return openLocation(location);
	} catch (error) {
		// The writer was not the last to close it, and here is no right to make the files that SQLite then wants beside it.
		if (!sideFileCodes.includes(sqliteCode(error)) || walSize(file) > 0) {
			throw error;
		}

		const url = pathToFileURL(location);
		url.searchParams.set('immutable', '1');
		return openLocation(url);
	}
}

/** Bytes of what SQLite has written beside the file and not yet into it. */
export function walSize(file: string): number {
	return statSync(`${file}-wal`, {throwIfNoEntry: false})?.size ?? 0;
}

function openLocation(location: string | URL): DatabaseSync {
	const {DatabaseSync} = loadSqlite();
	const database = new DatabaseSync(location, {readOnly: true, returnArrays: true, timeout: busyTimeout});
	try {
		database.exec(`
			PRAGMA trusted_schema = OFF;
			PRAGMA cell_size_check = ON;
			PRAGMA query_only = ON;
			PRAGMA temp_store = MEMORY;
			SELECT count(*) FROM sqlite_master;
		`);
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}
