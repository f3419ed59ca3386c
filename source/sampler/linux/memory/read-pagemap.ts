import type {Range} from '../../../model/inspection.ts';
import type {PageRun} from '../../process-memory.ts';
import {addressOf, lastError} from '../libc.ts';
import {readAt} from './calls.ts';
import {entrySize, guardBit, presentBit, swappedBit} from './page-entry.ts';

/** Room for the entries of 128 MB of memory, where pages have 4 KB. */
const entries = new Uint8Array(entrySize * 32_768);
const entriesAddress = addressOf(entries);
const view = new DataView(entries.buffer);

/**
 * Reads /proc/PID/pagemap page by page, which every kernel can, into runs as `scanPages` gives them. Gives the error
 * number where it is refused.
 */
export function readPagemap(
	descriptor: number,
	{start, end}: Range,
	pageSize: number,
	most: number,
): readonly PageRun[] | number {
	const runs: PageRun[] = [];
	let run: PageRun | undefined;
	for (let address = start; address < end; ) {
		const wanted = Math.min(entries.length, ((end - address) / pageSize) * entrySize);
		const length = readAt(descriptor, entriesAddress, wanted, (address / pageSize) * entrySize);
		if (length === -1) {
			return lastError();
		}

		if (length < entrySize) {
			break;
		}

		for (let at = 0; at + entrySize <= length; at += entrySize) {
			const state = stateOf(view.getUint32(at + 4, true));
			if (run && run.state === state) {
				run = {...run, end: address + pageSize};
			} else {
				if (run && runs.push(run) === most) {
					return runs;
				}

				run = state && {start: address, end: address + pageSize, state};
			}

			address += pageSize;
		}
	}

	return run ? [...runs, run] : runs;
}

function stateOf(high: number): PageRun['state'] | undefined {
	if ((high & guardBit) !== 0) {
		return 'a guard';
	}

	return (high & presentBit) !== 0 ? 'in memory' : (high & swappedBit) !== 0 ? 'swapped out' : undefined;
}
