import type {ProcessEntry} from '../sampler.ts';
import {readArchitecture, readCommandLine} from './process-facts.ts';
import {readCounters} from './read-counters.ts';
import type {UserReader} from './read-user.ts';
import {createProcessEntry, readProcessEntry, type ToolhelpProcess} from './structures/toolhelp.ts';
import {type Handle, invalidHandle, type WindowsApi} from './windows-api.ts';

/** TH32CS_SNAPPROCESS (tlhelp32.h). */
const snapProcesses = 2;

/** The idle process and System: they run in the kernel only. */
export const kernelPids: ReadonlySet<number> = new Set([0, 4]);

/** PROCESS_QUERY_LIMITED_INFORMATION (winnt.h): enough for what a list shows. */
const limitedRights = 0x1000;

/** Every process that Windows lists, by pid. */
export function listToolhelpProcesses(api: WindowsApi): readonly ToolhelpProcess[] {
	const snapshot = api.CreateToolhelp32Snapshot(snapProcesses, 0);
	if (snapshot === invalidHandle) {
		return [];
	}

	const processes: ToolhelpProcess[] = [];
	const entry = createProcessEntry();
	for (let isRead = api.Process32FirstW(snapshot, entry); isRead; isRead = api.Process32NextW(snapshot, entry)) {
		processes.push(readProcessEntry(entry));
	}

	api.CloseHandle(snapshot);
	return processes.toSorted((a, b) => a.pid - b.pid);
}

/** Every process that can be seen, with what can be read of it. */
export function listProcesses(api: WindowsApi, readUser: UserReader): readonly ProcessEntry[] {
	return listToolhelpProcesses(api).map(({pid, name}) => {
		const isKernelThread = kernelPids.has(pid);
		const handle = isKernelThread ? 0 : api.OpenProcess(limitedRights, 0, pid);
		if (!handle) {
			return {pid, name, isKernelThread};
		}

		try {
			return {pid, name, isKernelThread, ...readEntry(api, handle, readUser)};
		} finally {
			api.CloseHandle(handle);
		}
	});
}

function readEntry(api: WindowsApi, process: Handle, readUser: UserReader) {
	const command = readCommandLine(api, process, []);
	const user = readUser(process);
	const counters = readCounters(api, process);
	const architecture = readArchitecture(api, process);
	return {
		...(command === undefined ? {} : {command}),
		...(user === undefined ? {} : {user}),
		...(architecture === undefined ? {} : {architecture}),
		...(counters?.['PrivateUsage'] === undefined ? {} : {privateBytes: counters['PrivateUsage']}),
		...(counters?.['WorkingSetSize'] === undefined ? {} : {residentBytes: counters['WorkingSetSize']}),
	};
}
