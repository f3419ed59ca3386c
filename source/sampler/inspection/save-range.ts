import {closeSync, ftruncateSync, openSync, rmSync, writeSync} from 'node:fs';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Finding, isRead, type Range} from '../../model/inspection.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';

/** How much is copied between two looks at what else there is to do: a few milliseconds. */
const chunkSize = 8 * 1024 * 1024;

/** What is in memory is secret to its owner: nobody else may read the file. */
const ownerOnly = 0o600;

/**
 * Writes a range into a new file, which is as long as the range: each byte stands at its distance from the start. What
 * is not in memory is not brought in; it is a hole in the file and reads as zeros. A file that is there already stays.
 * The range may begin and end within a page.
 */
export async function saveRange(memory: ProcessMemory, {start, end}: Range, file: string): Promise<Finding | Refusal> {
	let descriptor: number;
	try {
		descriptor = openSync(file, 'wx', ownerOnly);
	} catch (error) {
		return refuse(file, error);
	}

	try {
		const resident = await copyRange(memory, {start, end}, descriptor);
		if (isRefusal(resident)) {
			rmSync(file, {force: true});
			return resident;
		}

		ftruncateSync(descriptor, end - start);
		return {kind: 'saved', file, size: end - start, resident};
	} catch (error) {
		rmSync(file, {force: true});
		return refuse(file, error);
	} finally {
		closeSync(descriptor);
	}
}

/** Gives how many bytes there were. */
async function copyRange(memory: ProcessMemory, {start, end}: Range, descriptor: number): Promise<number | Refusal> {
	const {pageSize} = memory;
	const runs = memory.findPages({
		start: Math.floor(start / pageSize) * pageSize,
		end: Math.ceil(end / pageSize) * pageSize,
	});
	if (isRefusal(runs)) {
		return runs;
	}

	const buffer = new Uint8Array(chunkSize);
	let resident = 0;
	for (const run of runs) {
		const runEnd = Math.min(run.end, end);
		for (let address = Math.max(run.start, start); isRead(run.state) && address < runEnd; ) {
			const count = memory.read(address, buffer.subarray(0, Math.min(chunkSize, runEnd - address)));
			if (isRefusal(count)) {
				return count;
			}

			writeAll(descriptor, buffer.subarray(0, count), address - start);
			resident += count;
			// A page that cannot be read is passed over.
			address += count === 0 ? pageSize - (address % pageSize) : count;
			await nextTurn();
		}
	}

	return resident;
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
	for (let written = 0; written < bytes.length; ) {
		written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
	}
}

const reasons: Readonly<Record<string, string>> = {
	EEXIST: 'there is a file of this name already',
	ENOENT: 'there is no such folder',
	EACCES: 'permission is denied',
	// What Windows says of a folder that one may not write to.
	EPERM: 'permission is denied',
	ENOSPC: 'the disk is full',
	EROFS: 'the file system is read-only',
	EISDIR: 'it is a folder',
};

function refuse(file: string, error: unknown): Refusal {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'something unknown';
	return {kind: 'refusal', sentence: `${file} cannot be written: ${reasons[code] ?? `the system says ${code}`}.`};
}
