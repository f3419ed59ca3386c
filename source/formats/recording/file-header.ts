import {closeSync, openSync, readSync, statSync} from 'node:fs';
import {walSize} from './open-database.ts';
import {RecordingError} from './recording-error.ts';
import {applicationId, recordingVersion} from './schema.ts';

/** How every SQLite file begins. */
const magic = 'SQLite format 3\0';

/** Bytes of the header. */
const headerLength = 100;

/** Whether a file begins as SQLite's do. Throws the system's error where it cannot be read. */
export function isSqliteFile(file: string): boolean {
	return statSync(file).isFile() && hasMagic(readHeader(file));
}

/**
 * Refuses what is no recording before SQLite has to do with it. Throws a RecordingError that says why, or the system's
 * error. The header of a SQLite file (https://sqlite.org/fileformat.html, all numbers big-endian):
 *
 *     0   16  "SQLite format 3" and a NUL
 *     16  2   bytes a page; 1 stands for 65,536
 *     28  4   pages of the file
 *     60  4   user_version
 *     68  4   application_id
 */
export function checkFileHeader(file: string): void {
	const stats = statSync(file);
	if (!stats.isFile()) {
		throw new RecordingError('it is no regular file');
	}

	if (stats.size === 0) {
		throw new RecordingError('it is empty: nothing has been recorded');
	}

	const header = readHeader(file);
	if (!hasMagic(header)) {
		throw new RecordingError('it is no recording of vmmap-tui');
	}

	if (header.length < headerLength) {
		throw new RecordingError(`it ends too early: it has ${stats.size} bytes`);
	}

	if (header.readUInt32BE(68) !== applicationId) {
		throw new RecordingError('it is a SQLite database, but no recording of vmmap-tui');
	}

	const version = header.readUInt32BE(60);
	if (version > recordingVersion) {
		throw new RecordingError(
			`a newer vmmap-tui wrote it (version ${version} of the format, and this one knows ${recordingVersion}): update vmmap-tui`,
		);
	}

	if (version < 1) {
		throw new RecordingError('it is damaged: it has no version');
	}

	const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
	const length = pageSize * header.readUInt32BE(28);
	// The end of a file whose writer was killed may still be in the -wal file.
	const hasWal = walSize(file) > 0;
	if (stats.size < length && !hasWal) {
		throw new RecordingError(`it ends too early: ${stats.size} of its ${length} bytes are there`);
	}
}

function readHeader(file: string): Buffer {
	const descriptor = openSync(file, 'r');
	try {
		const header = Buffer.alloc(headerLength);
		return header.subarray(0, readSync(descriptor, header));
	} finally {
		closeSync(descriptor);
	}
}

function hasMagic(header: Buffer): boolean {
	return header.toString('latin1', 0, magic.length) === magic;
}
