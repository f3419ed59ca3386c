import type {SampleFailure} from '../sampler.ts';
import {enableDebugPrivilege} from './debug-privilege.ts';
import {kernelPids} from './list-processes.ts';
import {readPointer, viewOf} from './structures/read-pointer.ts';
import {currentProcess, errors, type Handle, type WindowsApi} from './windows-api.ts';

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

	const first = tryToOpen(api, fullRights, pid);
	const isRefused = first.handle === 0 && first.error === errors.accessDenied;
	const full = isRefused && enableDebugPrivilege(api) ? tryToOpen(api, fullRights, pid) : first;
	if (full.handle !== 0) {
		return {kind: 'open', handle: full.handle, canRead: true};
	}

	if (!isRefused) {
		return fail('no such process', `There is no process ${pid}.`);
	}

	const limited = tryToOpen(api, limitedRights, pid);
	return limited.handle === 0
		? fail('not permitted', describeRefusal(pid))
		: {kind: 'open', handle: limited.handle, canRead: false};
}

/** What to do where Windows refuses. */
export function describeRefusal(pid: number): string {
	return `Windows refuses to show the memory of process ${pid}: run this in a terminal that was started as Administrator (protected processes refuse even then).`;
}

/** Opens a process. The handle is 0 where there is none with exactly this pid. */
function tryToOpen(api: WindowsApi, rights: number, pid: number): {readonly handle: Handle; readonly error: number} {
	const handle = api.OpenProcess(rights, 0, pid);
	if (handle === 0) {
		return {handle, error: api.GetLastError()};
	}

	// Windows ignores the two lowest bits of a pid: 1235 would open process 1232.
	const opened = readPid(api, handle);
	if (opened !== undefined && opened !== pid) {
		api.CloseHandle(handle);
		return {handle: 0, error: errors.invalidParameter};
	}

	return {handle, error: 0};
}

/** PROCESS_BASIC_INFORMATION (winternl.h), 64-bit, 48 bytes: 32 ULONG_PTR UniqueProcessId. */
function readPid(api: WindowsApi, process: Handle): number | undefined {
	const buffer = new Uint8Array(48);
	const status = api.NtQueryInformationProcess?.(process, 0, buffer, buffer.length, null);
	return status === 0 ? readPointer(viewOf(buffer), 32) : undefined;
}

function fail(reason: SampleFailure['reason'], sentence: string): SampleFailure {
	return {kind: 'failed', reason, sentence};
}
