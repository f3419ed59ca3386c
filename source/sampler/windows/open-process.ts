import type {SampleFailure} from '../sampler.ts';
import {enableDebugPrivilege} from './debug-privilege.ts';
import {kernelPids, listToolhelpProcesses} from './list-processes.ts';
import {currentProcess, type Handle, type WindowsApi} from './windows-api.ts';

/** A process that is held by a handle: while it is, Windows gives its pid to no other. */
export type OpenProcess = {
	readonly kind: 'open';
	readonly handle: Handle;
	/** Whether its memory may be read. Without, there is a map and little more. */
	readonly canRead: boolean;
};

/** PROCESS_QUERY_INFORMATION | PROCESS_VM_READ: the least that shows everything (winnt.h). */
const fullRights = 0x410;

/** PROCESS_QUERY_LIMITED_INFORMATION: what Windows gives for almost every process. */
const limitedRights = 0x1000;

/**
 * Opens a process with the least rights that show everything. Where Windows refuses them, they are asked for again with
 * SeDebugPrivilege where the user holds it, and then fewer. `ownPid` is that of this process, which needs no handle.
 */
export function openProcess(api: WindowsApi, pid: number, ownPid: number): OpenProcess | SampleFailure {
	if (pid === ownPid) {
		return {kind: 'open', handle: currentProcess, canRead: true};
	}

	if (kernelPids.has(pid)) {
		return fail('kernel thread', `Process ${pid} is Windows itself: it has no memory of its own.`);
	}

	if (!isListed(api, pid)) {
		return noSuchProcess(pid);
	}

	const full =
		tryToOpen(api, fullRights, pid) ?? (enableDebugPrivilege(api) ? tryToOpen(api, fullRights, pid) : undefined);
	if (full !== undefined) {
		return {kind: 'open', handle: full, canRead: true};
	}

	const limited = tryToOpen(api, limitedRights, pid);
	return limited === undefined
		? fail('not permitted', describeRefusal(pid))
		: {kind: 'open', handle: limited, canRead: false};
}

/**
 * Whether there is a process with exactly this pid. The list says so more surely than an error code, which Node may
 * overwrite before it is read; and OpenProcess would open process 1232 for 1235, since it ignores the two lowest bits.
 */
export function isListed(api: WindowsApi, pid: number): boolean {
	return listToolhelpProcesses(api).some(process => process.pid === pid);
}

export function noSuchProcess(pid: number): SampleFailure {
	return fail('no such process', `There is no process ${pid}.`);
}

/** What to do where Windows refuses. */
export function describeRefusal(pid: number): string {
	return `Windows refuses to show the memory of process ${pid}: run this in a terminal that was started as Administrator (protected processes refuse even then).`;
}

function tryToOpen(api: WindowsApi, rights: number, pid: number): Handle | undefined {
	return api.OpenProcess(rights, 0, pid) || undefined;
}

function fail(reason: SampleFailure['reason'], sentence: string): SampleFailure {
	return {kind: 'failed', reason, sentence};
}
