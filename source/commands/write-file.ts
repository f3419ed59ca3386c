import {chmodSync, closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync} from 'node:fs';
import path from 'node:path';
import {explainFileError} from './file-error.ts';
import {writeAll} from './output.ts';

/**
 * Writes a file as a whole or not at all: the text goes to a new file beside, which takes the name when it is complete.
 * Devices and pipes are written to directly. Throws a sentence when it cannot be written.
 */
export async function writeFile(file: string, parts: Iterable<string>): Promise<void> {
	try {
		const target = findTarget(file);
		if (target.isReplaceable) {
			await replaceFile(target, file, parts);
		} else {
			await writeInto(openSync(target.path, 'w'), file, parts);
		}
	} catch (error) {
		throw explainFileError(error, file, 'written');
	}
}

type WriteTarget = {
	/** With symbolic links followed, so that the file they lead to is replaced and not they. */
	readonly path: string;
	readonly isReplaceable: boolean;
	/** Permission bits of the file that is replaced. */
	readonly mode?: number;
};

function findTarget(file: string): WriteTarget {
	const stats = statSync(file, {throwIfNoEntry: false});
	if (!stats) {
		return {path: path.resolve(file), isReplaceable: true};
	}

	// A folder is opened too, for the system to say that it is one.
	return {path: realpathSync(file), isReplaceable: stats.isFile(), mode: stats.mode & 0o7777};
}

async function replaceFile({path: target, mode}: WriteTarget, name: string, parts: Iterable<string>): Promise<void> {
	const temporary = `${target}.${process.pid}.new`;
	const descriptor = openSync(temporary, 'wx');
	try {
		await writeInto(descriptor, name, parts);
		if (mode !== undefined) {
			chmodSync(temporary, mode);
		}

		renameSync(temporary, target);
	} catch (error) {
		rmSync(temporary, {force: true});
		throw error;
	}
}

async function writeInto(descriptor: number, name: string, parts: Iterable<string>): Promise<void> {
	try {
		await writeAll({name, write: async text => writeText(descriptor, text)}, parts);
	} finally {
		closeSync(descriptor);
	}
}

function writeText(descriptor: number, text: string): void {
	const bytes = Buffer.from(text, 'utf8');
	for (let written = 0; written < bytes.length; ) {
		written += writeSync(descriptor, bytes, written);
	}
}
