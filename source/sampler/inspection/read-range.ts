import {type Finding, isRead, pageStateCode, type Range} from '../../model/inspection.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';

/** Reads those pages of a small range that are in memory, and finds the next one behind them before `limit`. */
export function readRange(memory: ProcessMemory, {start, end}: Range, limit: number): Finding | Refusal {
	const {pageSize} = memory;
	const runs = memory.findPages({start, end});
	if (isRefusal(runs)) {
		return runs;
	}

	const bytes = new Uint8Array(end - start);
	const pages = new Uint8Array((end - start) / pageSize);
	for (const run of runs) {
		for (let address = run.start; address < run.end; address += pageSize) {
			const offset = address - start;
			const count = isRead(run.state) ? memory.read(address, bytes.subarray(offset, offset + pageSize)) : 0;
			if (isRefusal(count)) {
				return count;
			}

			const isUnreadable = isRead(run.state) && count < pageSize;
			pages[offset / pageSize] = pageStateCode(isUnreadable ? 'unreadable' : run.state);
		}
	}

	return {kind: 'bytes', start, bytes, pages, pageSize, next: findNext(memory, end, limit)};
}

function findNext(memory: ProcessMemory, from: number, limit: number): number | undefined {
	for (let start = from; start < limit; ) {
		const runs = memory.findPages({start, end: limit}, 64);
		if (isRefusal(runs) || runs.length === 0) {
			return undefined;
		}

		const next = runs.find(run => isRead(run.state));
		if (next) {
			return next.start;
		}

		start = runs.at(-1)?.end ?? limit;
	}

	return undefined;
}
