import {closeSync, openSync, readSync} from 'node:fs';
import {constants} from 'node:os';
import type {FindPages, ReadWords} from '../../model/linux/clues.ts';
import {createLearned} from './learned.ts';
import {addressOf, lastError} from './libc.ts';
import {copyFromProcess} from './memory/calls.ts';
import {entrySize, exclusiveBit, presentBit} from './memory/page-entry.ts';
import {scanPages} from './memory/scan-pages.ts';
import {isSystemError} from './system-error.ts';

/** What is written in the memory of one process, sample by sample. */
export type TargetMemory = {
	readonly readWords: ReadWords;
	readonly findPages: FindPages;
	/** Bytes in memory between two addresses that another process maps too. */
	readonly countShared: (start: number, end: number) => number | undefined;
	/** Whether the kernel did not let us read. */
	readonly isRefused: () => boolean;
	/** Looks again at what was read for at most so many milliseconds. */
	readonly finish: (milliseconds: number) => void;
};

const wordCount = 8;
const wordSize = 8;

/** More runs than this in one mapping are not asked for; it then stays whole. */
const mostRuns = 0x2_0000;

/** More than this is not looked at page by page: stacks are smaller. */
const mostPages = 0x1_0000;

/**
 * Reads the memory of process `pid`, whose folder of /proc is `folder`. Never a page that is not in memory: reading it
 * would bring it in. After the first refusal nothing more is asked for: whose memory may be read does not change.
 */
export function createTargetMemory(pid: number, folder: string, pageSize: () => number): TargetMemory {
	let pages: number | undefined;
	let isRefused = false;
	const bytes = new Uint8Array(wordCount * wordSize);
	const bytesAddress = addressOf(bytes);
	const words = new BigUint64Array(bytes.buffer);

	/** Asks /proc/PID/pagemap; undefined where that may not be opened or where the process has gone. */
	function askPages<Answer>(ask: (descriptor: number) => Answer): Answer | undefined {
		try {
			pages ??= openSync(`${folder}/pagemap`, 'r');
			return ask(pages);
		} catch (error) {
			if (isSystemError(error)) {
				isRefused ||= error.code === 'EACCES' || error.code === 'EPERM';
				return;
			}

			throw error;
		}
	}

	/** The entries of some pages, two numbers each, from the one at an address on; undefined where one is not told. */
	function readEntries(address: number, count: number): Uint32Array | undefined {
		const halves = new Uint32Array((count * entrySize) / 4);
		const place = Math.floor(address / pageSize()) * entrySize;
		const length = askPages(descriptor => readSync(descriptor, halves, 0, halves.byteLength, place));
		return length === halves.byteLength ? halves : undefined;
	}

	function isInMemory(address: number): boolean {
		const [, entry = 0] = readEntries(address, 1) ?? [];
		return (entry & presentBit) !== 0;
	}

	function findPages(start: number, end: number): ReturnType<FindPages> {
		const runs = askPages(descriptor => scanPages(descriptor, {start, end}, mostRuns));
		if (!runs || typeof runs === 'number' || runs.length === mostRuns) {
			return;
		}

		// What was read and never written is not in memory for smaps either.
		return runs.filter(({isZero}) => !isZero);
	}

	function countShared(start: number, end: number): number | undefined {
		const count = (end - start) / pageSize();
		if (count > mostPages) {
			return;
		}

		const entries = readEntries(start, count);
		if (!entries) {
			return;
		}

		// A loop, since a call for each page takes most of a sample where a thousand stacks are shared with a fork.
		let shared = 0;
		for (let second = 1; second < entries.length; second += 2) {
			const entry = entries[second] ?? 0;
			shared += (entry & presentBit) !== 0 && (entry & exclusiveBit) === 0 ? 1 : 0;
		}

		return shared * pageSize();
	}

	function readNow(address: number): BigUint64Array | undefined {
		if (isRefused || !isInMemory(address)) {
			return;
		}

		if (copyFromProcess(pid, address, bytesAddress, bytes.length) === bytes.length) {
			return words.slice();
		}

		isRefused = lastError() === constants.errno.EPERM || lastError() === constants.errno.ENOSYS;
		return;
	}

	const learned = createLearned(readNow);
	return {
		readWords: learned.get,
		findPages,
		countShared,
		isRefused: () => isRefused,
		finish(milliseconds) {
			learned.finish(milliseconds);
			// The file is of the program that ran when it was opened: after an exec it is of none.
			if (pages !== undefined) {
				closeSync(pages);
				pages = undefined;
			}
		},
	};
}
