import {readdirSync} from 'node:fs';
import type {ProcessEntry} from '../sampler.ts';
import {readExecutableIdentity} from './executable.ts';
import {keepKnown} from './known.ts';
import {readCommandLine, readStat, readStatus} from './process-files.ts';
import type {NameUser} from './user-names.ts';

/**
 * Lists the processes in the /proc at `procRoot` by ascending pid. One that ends while it is read is left out.
 * Throws where there is no /proc.
 */
export function listProcesses(procRoot: string, nameUser: NameUser): ProcessEntry[] {
	return readdirSync(procRoot)
		.filter(name => /^\d+$/v.test(name))
		.map(Number)
		.sort((a, b) => a - b)
		.map(pid => readEntry(procRoot, pid, nameUser))
		.filter(entry => entry !== undefined);
}

function readEntry(procRoot: string, pid: number, nameUser: NameUser): ProcessEntry | undefined {
	const folder = `${procRoot}/${pid}`;
	const stat = readStat(folder);
	const status = readStatus(folder);
	if (!stat || !status) {
		return undefined;
	}

	const {RssAnon: anonymous, VmSwap: swapped, VmRSS: resident} = status.counters;
	return keepKnown({
		pid,
		name: stat.name,
		command: readCommandLine(folder),
		user: status.effectiveUser === undefined ? undefined : nameUser(status.effectiveUser),
		privateBytes: anonymous === undefined || swapped === undefined ? undefined : anonymous + swapped,
		residentBytes: resident,
		architecture: stat.isKernelThread ? undefined : readExecutableIdentity(folder)?.architecture,
		isKernelThread: stat.isKernelThread,
	});
}
