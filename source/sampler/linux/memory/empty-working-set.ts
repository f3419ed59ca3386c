import {constants} from 'node:os';
import {getSystemErrorMessage} from 'node:util';
import type {EmptiedWorkingSet, Range} from '../../../model/inspection.ts';
import type {Refusal} from '../../process-memory.ts';
import {decodeText} from '../decode-text.ts';
import {systemProcRoot} from '../identity.ts';
import {close, lastError, openProcess} from '../libc.ts';
import {findLivingTask} from '../living-task.ts';
import {readStatus} from '../process-files.ts';
import {readFile} from '../read-file.ts';
import {findRightsOf} from '../rights.ts';
import {sayWhatHelpsEmptying} from '../what-helps.ts';
import {advisePageOut} from './calls.ts';

/**
 * Asks the kernel to page out the ranges of a process, one VMA at a time, since the call ends at the first that it
 * refuses. How much leaves memory is the kernel's to decide: without swap private pages stay, and pages of files that
 * other processes map stay too.
 */
export function emptyWorkingSet(pid: number, ranges: readonly Range[]): EmptiedWorkingSet | Refusal {
	const descriptor = openProcess(pid);
	if (descriptor === -1) {
		return refuse(pid, lastError());
	}

	try {
		const before = readCounters(pid);
		let refused = 0;
		for (const {start, end} of ranges) {
			if (advisePageOut(descriptor, start, end - start) !== -1) {
				continue;
			}

			const error = lastError();
			if (error !== constants.errno.EINVAL && error !== constants.errno.EFAULT && error !== constants.errno.ENOMEM) {
				return refuse(pid, error);
			}

			refused++;
		}

		const after = readCounters(pid);
		return {
			before: before.resident,
			after: after.resident,
			swappedBefore: before.swapped,
			swappedAfter: after.swapped,
			asked: ranges.length,
			refused,
			swapSpace: readSwapSpace(),
		};
	} finally {
		close(descriptor);
	}
}

function readCounters(pid: number): {readonly resident: number | undefined; readonly swapped: number | undefined} {
	const counters = readStatus(`${systemProcRoot}/${pid}`)?.counters;
	return {resident: counters?.['VmRSS'], swapped: counters?.['VmSwap']};
}

/** `SwapTotal:       2097148 kB` of /proc/meminfo, in bytes. */
function readSwapSpace(): number | undefined {
	const file = readFile(`${systemProcRoot}/meminfo`);
	const match = file.kind === 'read' ? /^SwapTotal:\s+(?<kilobytes>\d+) kB$/mv.exec(decodeText(file.bytes)) : undefined;
	const kilobytes = match?.groups?.['kilobytes'];
	return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function refuse(pid: number, error: number): Refusal {
	return {kind: 'refusal', sentence: explain(pid, error)};
}

function explain(pid: number, error: number): string {
	switch (error) {
		case constants.errno.EPERM:
		case constants.errno.EACCES:
			return `The working set of process ${pid} may not be emptied: ${sayWhatHelpsEmptying(findRightsOf(pid))}.`;
		case constants.errno.ENOSYS:
			return 'The kernel has no process_madvise (Linux 5.10), or a sandbox does not allow it.';
		case constants.errno.ESRCH:
			return findLivingTask(`${systemProcRoot}/${pid}`, pid).id === pid
				? `Process ${pid} has ended.`
				: `The working set of process ${pid} cannot be emptied, because its first thread has ended.`;
		default:
			return `The working set of process ${pid} cannot be emptied: ${getSystemErrorMessage(-error)}.`;
	}
}
