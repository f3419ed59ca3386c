import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import path from 'node:path';
import {readSnapshots} from '../formats/read-snapshots.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {fileError, usageError} from './command-error.ts';
import {explainFileError} from './file-error.ts';
import {findMoment} from './moment.ts';
import {isRecording, readRecordedSnapshot, splitMoment} from './read-recording.ts';

/** In bytes. The longest text that V8 can hold is 2^29 - 24 characters; a file of 1,000,000 blocks is shorter. */
const largestFile = 500 * 1024 * 1024;

/**
 * Reads a saved snapshot, or one of a file that has several: `app.vmmap@first`, else its last. The file may come from anywhere: it is
 * refused with its name, the place and the reason.
 */
export function readSnapshotFile(name: string): Snapshot {
	const {file, moment} = splitMoment(name);
	if (isRecording(file)) {
		return readRecordedSnapshot({file, ...(moment && {moment})});
	}

	const snapshots = readSavedSnapshots(file);
	if (moment && snapshots.length === 1) {
		throw usageError(`${file} has one snapshot only, so that there is no ${name.slice(file.length)} in it.`);
	}

	const times = snapshots.map(({time}) => time);
	return snapshots[findMoment(times, moment ?? {kind: 'last'}, file)] ?? snapshots[0];
}

/** All snapshots of a file that is no recording, in the order of time. It is refused as `readSnapshotFile` does. */
export function readSavedSnapshots(file: string): readonly [Snapshot, ...Snapshot[]] {
	const {bytes, time} = readFile(file);
	try {
		return readSnapshots(bytes, {name: path.basename(file), time});
	} catch (error) {
		throw error instanceof SyntaxError ? fileError(`${file} cannot be read: ${error.message}.`) : error;
	}
}

/** The bytes of a file, and when it was last changed, in milliseconds since 1970. */
function readFile(file: string): {readonly bytes: Buffer; readonly time: number} {
	try {
		const descriptor = openSync(file, 'r');
		try {
			return {bytes: readBounded(descriptor, file), time: Math.trunc(fstatSync(descriptor).mtimeMs)};
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		throw explainFileError(error, file, 'read');
	}
}

/** Reads to the end, also of a pipe, but no more than is sensible: /dev/zero has no end. */
function readBounded(descriptor: number, file: string): Buffer {
	const chunks: Buffer[] = [];
	let length = 0;
	for (;;) {
		const chunk = Buffer.allocUnsafe(1024 * 1024);
		const count = readSync(descriptor, chunk);
		if (count === 0) {
			return Buffer.concat(chunks);
		}

		chunks.push(chunk.subarray(0, count));
		length += count;
		if (length > largestFile) {
			throw fileError(`${file} cannot be read: it has more than ${largestFile / 1024 / 1024} MB.`);
		}
	}
}
