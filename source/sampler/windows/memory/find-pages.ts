import type {Range} from '../../../model/inspection.ts';
import {memCommit, pageGuard} from '../../../model/windows/constants.ts';
import type {PageRun} from '../../process-memory.ts';
import {memoryBasicInformationSize, readMemoryBasicInformation} from '../structures/memory-basic-information.ts';
import {viewOf} from '../structures/read-pointer.ts';
import {presenceOf, readPageFlags, workingSetEntrySize, writePageAddress} from '../structures/working-set-entries.ts';
import type {Handle, WindowsApi} from '../windows-api.ts';

/** How many pages are asked about in the first call and in later ones: whoever wants the next page has it soon. */
const firstPagesPerCall = 512;
const mostPagesPerCall = 65_536;

/**
 * Finds what of a range is in the working set, in the page file or a guard, at most `most` runs, without reading a byte.
 * Where Windows does not say it of a process, all committed pages are perhaps in memory. Undefined where Windows
 * refuses to walk the range.
 */
export function findPages(
	api: WindowsApi,
	process: Handle,
	{start, end}: Range,
	most: number,
	pageSize: number,
): readonly PageRun[] | undefined {
	const runs = createRuns();
	const buffer = new Uint8Array(memoryBasicInformationSize);
	let pagesPerCall = firstPagesPerCall;
	const addCommitted = (from: number, end: number): void => {
		for (let address = from; address < end && runs.count() < most; ) {
			const next = Math.min(end, address + pagesPerCall * pageSize);
			addPresence(api, process, {start: address, end: next}, pageSize, runs);
			pagesPerCall = Math.min(pagesPerCall * 2, mostPagesPerCall);
			address = next;
		}
	};

	let address = start;
	while (address < end && runs.count() < most) {
		if (api.VirtualQueryEx(process, address, buffer, memoryBasicInformationSize) === 0) {
			return address === start ? undefined : runs.take(most);
		}

		const {baseAddress, regionSize, state, protect} = readMemoryBasicInformation(viewOf(buffer));
		const next = Math.min(end, baseAddress + regionSize);
		// The walk moves on in any case, whatever a broken answer says.
		if (!(next > address)) {
			break;
		}

		if (state === memCommit && (protect & pageGuard) !== 0) {
			runs.add('a guard', address, next);
		} else if (state === memCommit) {
			addCommitted(address, next);
		}

		address = next;
	}

	return runs.take(most);
}

/** Asks about the pages of a range that is committed. */
function addPresence(api: WindowsApi, process: Handle, {start, end}: Range, pageSize: number, runs: Runs): void {
	const count = (end - start) / pageSize;
	const entries = new Uint32Array((count * workingSetEntrySize) / 4);
	for (let page = 0; page < count; page++) {
		writePageAddress(entries, page, start + page * pageSize);
	}

	if (!api.K32QueryWorkingSetEx?.(process, new Uint8Array(entries.buffer), entries.byteLength)) {
		runs.add('perhaps in memory', start, end);
		return;
	}

	for (let page = 0; page < count; page++) {
		const presence = presenceOf(readPageFlags(entries, page));
		if (presence) {
			runs.add(presence, start + page * pageSize, start + (page + 1) * pageSize);
		}
	}
}

type Runs = ReturnType<typeof createRuns>;

/** Collects pages in ascending order; neighbours in the same state are one run. */
function createRuns() {
	const runs: {start: number; end: number; state: PageRun['state']}[] = [];
	return {
		add(state: PageRun['state'], start: number, end: number): void {
			const last = runs.at(-1);
			if (last?.state === state && last.end === start) {
				last.end = end;
			} else {
				runs.push({start, end, state});
			}
		},
		count: () => runs.length,
		take: (most: number): readonly PageRun[] => runs.slice(0, most),
	};
}
