import {memCommit, memImage, pageExecuteReadWrite, pageReadWrite} from '../../model/windows/constants.ts';
import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import {viewMemory} from './read-memory.ts';
import {collectorSegmentHeaderSize} from './structures/collector-segment.ts';
import {heapSegmentHeaderSize} from './structures/heap-headers.ts';
import {viewOf} from './structures/read-pointer.ts';
import {hasContent, readPageFlags, workingSetEntrySize, writePageAddress} from './structures/working-set-entries.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/** Enough for every header that is looked for. */
const headerSize = Math.max(heapSegmentHeaderSize, collectorSegmentHeaderSize);

/** How an allocation begins. */
export type FirstPage = {readonly base: number; readonly view: DataView<ArrayBuffer>};

/**
 * Reads how the allocations begin that could be a heap's or a runtime's: writable, without a file, and used by nobody
 * who is known. A page that was never touched is not read, for reading would bring it into being; Windows says which
 * those are, and where it does not, all are read.
 */
export function readFirstPages(
	api: WindowsApi,
	process: Handle,
	runs: MemoryRuns,
	isKnown: (allocationBase: number) => boolean,
): readonly FirstPage[] {
	const candidates: number[] = [];
	for (let row = 0; row < runs.count; row++) {
		const base = runs.allocationBase[row] ?? 0;
		const protect = runs.protect[row] ?? 0;
		const isWritable = protect === pageReadWrite || protect === pageExecuteReadWrite;
		if (
			runs.start[row] === base &&
			runs.state[row] === memCommit &&
			runs.type[row] !== memImage &&
			isWritable &&
			!isKnown(base)
		) {
			candidates.push(base);
		}
	}

	return withContent(api, process, candidates).flatMap(base => {
		const view = viewMemory(api, process, base, headerSize);
		return view ? [{base, view}] : [];
	});
}

function withContent(api: WindowsApi, process: Handle, addresses: readonly number[]): readonly number[] {
	const entries = new Uint32Array((addresses.length * workingSetEntrySize) / 4);
	for (const [index, address] of addresses.entries()) {
		writePageAddress(entries, index, address);
	}

	const bytes = new Uint8Array(entries.buffer);
	const isAnswered = addresses.length > 0 && api.K32QueryWorkingSetEx?.(process, bytes, viewOf(bytes).byteLength) === 1;
	return isAnswered ? addresses.filter((_, index) => hasContent(readPageFlags(entries, index))) : addresses;
}
