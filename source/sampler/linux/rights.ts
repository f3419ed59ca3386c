import {systemProcRoot} from './identity.ts';
import {readPtraceScope, readStatus} from './process-files.ts';
import type {ProcessStatus} from './status.ts';
import {createNameUser, type NameUser} from './user-names.ts';

/** Who asks and whose process is asked about. */
export type Rights = {
	/** Effective user of vmmap-tui. */
	readonly asker: number | undefined;
	/** Effective user of the process. */
	readonly owner: number | undefined;
	readonly ownerName: string | undefined;
	/** kernel.yama.ptrace_scope, 0 to 3; undefined where the kernel has no Yama. */
	readonly ptraceScope: number | undefined;
};

/** Of a process with this status, where /proc is `procRoot`. */
export function findRights(procRoot: string, status: ProcessStatus | undefined, nameUser: NameUser): Rights {
	const owner = status?.effectiveUser;
	return {
		asker: process.geteuid?.(),
		owner,
		ownerName: owner === undefined ? undefined : nameUser(owner),
		ptraceScope: readPtraceScope(procRoot),
	};
}

/** Of a process of this machine. */
export function findRightsOf(pid: number): Rights {
	return findRights(systemProcRoot, readStatus(`${systemProcRoot}/${pid}`), createNameUser());
}
