import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {fileError} from './command-error.ts';
import {explainFileError, isSystemError} from './file-error.ts';

/** In bytes. The longest text that V8 can hold is 2^29 - 24 characters; a file of 1,000,000 blocks is shorter. */
const largestFile = 500 * 1024 * 1024;

const firstRoom = 64 * 1024;

/** How long a pipe may have nobody at its other end: who wants to write into it may not have opened it yet. */
const patienceMilliseconds = 1000;

const pollMilliseconds = 10;

/**
 * The bytes of a file or a pipe, and when it was last changed, in milliseconds since 1970. Throws one sentence where it
 * cannot be read or is too large.
 */
export function readWholeFile(file: string): {readonly bytes: Buffer; readonly time: number} {
	try {
		// Opening a pipe would otherwise wait for ever for somebody who writes into it. Windows has no such flag.
		const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		try {
			const stats = fstatSync(descriptor);
			return {
				bytes: readToEnd(descriptor, {file, size: stats.size, isPipe: stats.isFIFO()}),
				time: Math.trunc(stats.mtimeMs),
			};
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		throw explainFileError(error, file, 'read');
	}
}

function readToEnd(
	descriptor: number,
	{file, size, isPipe}: {readonly file: string; readonly size: number; readonly isPipe: boolean},
): Buffer {
	// One byte more, so that the end of a file is seen without more room.
	let bytes = Buffer.allocUnsafe(Math.min(Math.max(size + 1, firstRoom), largestFile + 1));
	let length = size > largestFile ? size : 0;
	let patience = isPipe ? patienceMilliseconds : 0;
	while (length <= largestFile) {
		const count = readSome(descriptor, bytes, length);
		if (count === 0 && (length > 0 || patience <= 0)) {
			return bytes.subarray(0, length);
		}

		if (count === 0 || count === undefined) {
			patience -= count === 0 ? pollMilliseconds : 0;
			pause(pollMilliseconds);
			continue;
		}

		length += count;
		if (length === bytes.length && length <= largestFile) {
			// Also of a pipe, but no more than is sensible: /dev/zero has no end.
			bytes = Buffer.concat([bytes], Math.min(length * 2, largestFile + 1));
		}
	}

	throw fileError(`${file} cannot be read: it has more than ${largestFile / 1024 / 1024} MB.`);
}

/** How many bytes came; 0 at the end, and undefined where a pipe has none yet. */
function readSome(descriptor: number, bytes: Buffer, offset: number): number | undefined {
	try {
		return readSync(descriptor, bytes, offset, bytes.length - offset, null);
	} catch (error) {
		if (isSystemError(error) && error.code === 'EAGAIN') {
			return undefined;
		}

		throw error;
	}
}

function pause(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
