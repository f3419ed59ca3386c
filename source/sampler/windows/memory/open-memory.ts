import type {ProcessMemory, Refusal} from '../../process-memory.ts';
import {closeProcess, hasEnded} from '../held-process.ts';
import {describeRefusal, openProcess} from '../open-process.ts';
import {copyMemory} from '../read-memory.ts';
import {type Handle, pageSize, type WindowsApi} from '../windows-api.ts';
import {findPages} from './find-pages.ts';
import {listMappings} from './list-mappings.ts';

/** Takes hold of the memory of the process that has `pid` now. It is never written to. `ownPid` is that of this process. */
export function openMemory(api: WindowsApi, pid: number, ownPid: number): ProcessMemory {
	const opened = openProcess(api, pid, ownPid);
	if (opened.kind === 'failed') {
		return refuseAll(opened.sentence);
	}

	const {handle, canRead} = opened;
	if (!canRead || !api.ReadProcessMemory) {
		closeProcess(api, handle);
		return refuseAll(describeRefusal(pid));
	}

	return holdMemory(api, pid, handle);
}

function holdMemory(api: WindowsApi, pid: number, handle: Handle): ProcessMemory {
	const refuse = (): Refusal => ({
		kind: 'refusal',
		sentence: hasEnded(api, handle)
			? `Process ${pid} has ended, so its memory can no longer be read.`
			: describeRefusal(pid),
	});
	return {
		pageSize,
		findPages: (range, most = Number.POSITIVE_INFINITY) => findPages(api, handle, range, most, pageSize) ?? refuse(),
		read(address, into) {
			const count = copyMemory(api, handle, address, into, pageSize);
			return count === 0 && hasEnded(api, handle) ? refuse() : count;
		},
		listMappings: () => listMappings(api, handle) ?? refuse(),
		close: () => closeProcess(api, handle),
	};
}

function refuseAll(sentence: string): ProcessMemory {
	const refuse = (): Refusal => ({kind: 'refusal', sentence});
	return {pageSize, findPages: refuse, read: refuse, listMappings: refuse, close: () => {}};
}
