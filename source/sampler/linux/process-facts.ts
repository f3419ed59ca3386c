import type {ProcessFacts} from '../../model/snapshot.ts';
import {readExecutableIdentity, readExecutablePath} from './executable.ts';
import {keepKnown} from './known.ts';
import {readCommandLine, readName, readStat} from './process-files.ts';
import type {ProcessStatus} from './status.ts';
import type {NameUser} from './user-names.ts';

type ProcessPlace = {
	readonly pid: number;
	/** The folder of the process in /proc. */
	readonly home: string;
	/** That of a thread that lives, which is the same unless the first thread has ended. */
	readonly folder: string;
	/** Milliseconds since 1970. */
	readonly startTime: number | undefined;
};

/**
 * Reads who the process in a folder of /proc is, apart from its memory. `end` is the end of its highest mapping: where
 * its program may not be looked at, that tells how wide its addresses are.
 */
export function readProcessFacts(
	{pid, home, folder, startTime}: ProcessPlace,
	status: ProcessStatus | undefined,
	end: number,
	nameUser: NameUser,
): ProcessFacts {
	const stat = readStat(home);
	const identity = readExecutableIdentity(folder);
	const is64Bit = identity ? identity.bits === 64 : end > 2 ** 32;
	const addressDigits: ProcessFacts['addressDigits'] = is64Bit ? 16 : 8;
	return keepKnown({
		pid,
		name: readName(home) ?? stat?.name ?? status?.name ?? String(pid),
		command: readCommandLine(folder),
		executable: readExecutablePath(folder),
		architecture: identity?.architecture,
		addressDigits,
		user: status?.effectiveUser === undefined ? undefined : nameUser(status.effectiveUser),
		parentPid: stat?.parentPid ?? status?.parentPid,
		threads: stat?.threads ?? status?.threads,
		startTime,
	});
}
