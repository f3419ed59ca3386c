import {constants} from 'node:os';
import type {SampleFailure} from '../sampler.ts';
import {
	type Subject,
	sayEnded,
	sayKernelThread,
	sayMalformed,
	sayNotPermitted,
	sayUnreadable,
	sayZombie,
} from './failures.ts';
import {readStat} from './process-files.ts';
import {isDenied, type VmasRead} from './read-vmas.ts';
import type {Rights} from './rights.ts';

/**
 * Says why the VMAs of a process could not be read. A process without user memory has an empty smaps, or, depending on
 * the kernel, one that refuses to be read: so what the process is comes first.
 */
export function explainFailure(
	subject: Subject,
	folder: string,
	read: Exclude<VmasRead, {kind: 'parsed'}>,
	rights: Rights,
): SampleFailure {
	if (read.kind === 'malformed') {
		return sayMalformed(read.path, read.line, read.expected);
	}

	const stat = readStat(folder);
	if (stat?.isKernelThread) {
		return sayKernelThread(subject);
	}

	if (stat?.state === 'Z') {
		return sayZombie(subject, stat);
	}

	if (read.kind === 'refused' && isDenied(read)) {
		return sayNotPermitted(subject, rights);
	}

	// A process that is just ending has no memory map any more.
	return read.kind === 'empty' || read.errno === constants.errno.ESRCH
		? sayEnded(subject)
		: sayUnreadable(read.path, read.errno);
}
