import {getSystemErrorMessage} from 'node:util';
import type {FailureReason, SampleFailure} from '../sampler.ts';
import type {Refused} from './read-file.ts';
import {isDenied} from './read-vmas.ts';
import type {Rights} from './rights.ts';
import {sayWhatHelpsReading, sayWhatHelpsTracing} from './what-helps.ts';

/** Who a failure is about. */
export type Subject = {readonly pid: number; readonly name: string | undefined};

/** There never was a process with this pid, as far as can be seen. */
export function sayNoSuchProcess(pid: number): SampleFailure {
	return fail('no such process', `There is no process with the pid ${pid}.`);
}

/** The process is there, but its folder in /proc is not. */
export function sayHidden(pid: number): SampleFailure {
	return fail(
		'not permitted',
		`Process ${pid} is hidden from you by the way /proc is mounted (hidepid), or /proc is not mounted: run vmmap-tui as root or as its user.`,
	);
}

/** The process that was held is gone, or another one has its pid. */
export function sayEnded(subject: Subject): SampleFailure {
	return fail('ended', `${describe(subject)} has ended.`);
}

/** The process has ended and its parent has not waited for it; or only its main thread has, while others run on. */
export function sayZombie(subject: Subject, {parentPid, threads}: {parentPid: number; threads: number}): SampleFailure {
	return fail(
		'zombie',
		threads > 1
			? `The main thread of p${describe(subject).slice(1)} has ended, and then the system no longer shows its memory.`
			: `${describe(subject)} is a zombie: it has ended and has no memory any more, and only waits for its parent, ` +
					`process ${parentPid}, to take note.`,
	);
}

/** The process is a thread of the kernel. */
export function sayKernelThread(subject: Subject): SampleFailure {
	return fail('kernel thread', `${describe(subject)} is a thread of the kernel and has no memory of its own.`);
}

/** The kernel does not let us read the memory map. */
export function sayNotPermitted(subject: Subject, rights: Rights): SampleFailure {
	return fail('not permitted', `${describe(subject)} ${sayWhyDenied(rights)}: ${sayWhatHelpsReading(rights)}.`);
}

/** The kernel, or who made the file, wrote a line that is not understood. */
export function sayMalformed(path: string, line: number, expected: string): SampleFailure {
	return fail('malformed', `Line ${line} of ${path} is not understood: expected ${expected}.`);
}

/** Reading fails for a reason that has nothing to do with the process. */
export function sayUnreadable(path: string, errno: number): SampleFailure {
	return fail('malformed', `${path} cannot be read: ${getSystemErrorMessage(-errno)}.`);
}

function sayWhyDenied({asker, owner, ownerName}: Rights): string {
	return asker === owner || ownerName === undefined
		? 'protects its memory map (set-user-ID, capabilities or prctl)'
		: `belongs to ${ownerName}, so its memory map may not be read`;
}

/** For the screen: smaps gave nothing, and `refused` says why where the system did. */
export function sayMapsOnly(refused: Refused | undefined, rights: Rights): string {
	const why =
		refused && isDenied(refused)
			? `smaps may not be read: ${sayWhatHelpsReading(rights)}`
			: 'the kernel has no smaps (CONFIG_PROC_PAGE_MONITOR)';
	return `Only addresses, protection and names are known, not what is in memory, because ${why}.`;
}

/** For the screen: only addresses and names tell what memory is, as the kernel lets us neither see threads nor read. */
export function sayNotTraceable(rights: Rights): string {
	return (
		'Whose stack is whose and what is written in memory is not known, because the process may not be traced: ' +
		`${sayWhatHelpsTracing(rights)}.`
	);
}

/** For the screen: threads can be seen, but a sandbox or a limit of the kernel keeps us from reading. */
export function sayNotReadable(rights: Rights): string {
	return `What is written in memory is not known, because it may not be read: ${sayWhatHelpsTracing(rights)}.`;
}

/** For the screen: the map changed each time that it was read. */
export function sayTorn(attempts: number): string {
	return `The memory map changed each of the ${attempts} times that it was read, so sums may be off by what changed.`;
}

function fail(reason: FailureReason, sentence: string): SampleFailure {
	return {kind: 'failed', reason, sentence};
}

function describe({pid, name}: Subject): string {
	return name === undefined ? `Process ${pid}` : `Process ${pid} (${name})`;
}
