import process from 'node:process';
import type {PlatformSampler} from '../sampler.ts';
import {bindWindowsApi} from './bind-windows-api.ts';
import {emptyWorkingSet} from './empty-working-set.ts';
import {listProcesses} from './list-processes.ts';
import {openMemory} from './memory/open-memory.ts';
import {openProcess} from './open-process.ts';
import {createUserReader} from './read-user.ts';
import type {WindowsApi} from './windows-api.ts';
import {createWindowsTarget} from './windows-target.ts';

/** Makes the sampler for Windows: 64-bit Node on Windows 8.1 or later, or on Wine. */
export function createWindowsSampler(api: WindowsApi = bindWindowsApi()): PlatformSampler {
	const readUser = createUserReader(api);
	return {
		listProcesses: () => listProcesses(api, readUser),
		emptyWorkingSet(pid) {
			const result = emptyWorkingSet(api, pid, process.pid);
			return result.kind === 'failed'
				? {kind: 'refusal', sentence: result.sentence}
				: {before: result.before, after: result.after};
		},
		openMemory: pid => openMemory(api, pid, process.pid),
		openTarget(pid) {
			const opened = openProcess(api, pid, process.pid);
			return opened.kind === 'failed' ? opened : createWindowsTarget(api, pid, opened, readUser);
		},
	};
}
