import type {SampleFailure} from '../sampler.ts';
import {closeProcess} from './held-process.ts';
import {describeRefusal, isListed, noSuchProcess} from './open-process.ts';
import {readCounters} from './read-counters.ts';
import {currentProcess, type Handle, type WindowsApi} from './windows-api.ts';

/** The working set of a process before and after it was emptied, in bytes; undefined where Windows does not tell it. */
export type EmptiedWorkingSet = {
	readonly kind: 'emptied';
	readonly before: number | undefined;
	readonly after: number | undefined;
};

/** PROCESS_SET_QUOTA | PROCESS_QUERY_LIMITED_INFORMATION (winnt.h): what K32EmptyWorkingSet needs. */
const rights = 0x1100;

/**
 * Takes all pages out of the working set of a process. They stay in memory or go to the page file, and come back one by
 * one as the process touches them. `ownPid` is that of this process.
 */
export function emptyWorkingSet(api: WindowsApi, pid: number, ownPid: number): EmptiedWorkingSet | SampleFailure {
	if (!isListed(api, pid)) {
		return noSuchProcess(pid);
	}

	const process = pid === ownPid ? currentProcess : api.OpenProcess(rights, 0, pid);
	if (process === 0) {
		return {kind: 'failed', reason: 'not permitted', sentence: describeRefusal(pid)};
	}

	try {
		const before = readWorkingSet(api, process);
		if (!api.K32EmptyWorkingSet?.(process)) {
			const sentence = `Windows does not empty the working set of process ${pid} (error ${api.GetLastError()}).`;
			return {kind: 'failed', reason: 'not permitted', sentence};
		}

		return {kind: 'emptied', before, after: readWorkingSet(api, process)};
	} finally {
		closeProcess(api, process);
	}
}

function readWorkingSet(api: WindowsApi, process: Handle): number | undefined {
	return readCounters(api, process)?.['WorkingSetSize'];
}
