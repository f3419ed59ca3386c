import {close, hasEnded, openProcess} from './libc.ts';
import {readStat} from './process-files.ts';

/** What tells a process from a later one with the same pid. */
export type Identity = {
	/**
	 * Whether the process still has its pid, be it as a zombie. Asked after something was read, it says that this was read
	 * from the right process.
	 */
	readonly stillHasPid: () => boolean;
	/** Whether the kernel says that the process runs, whatever /proc shows; false where it cannot be asked. */
	readonly isKnownToRun: () => boolean;
	readonly release: () => void;
};

/** Where this machine shows its processes. */
export const systemProcRoot = '/proc';

/**
 * Takes hold of process `pid` by a descriptor, where the kernel has such and `procRoot` is of this machine, and by the
 * moment when it started, which two processes with one pid do not share.
 */
export function identify(procRoot: string, pid: number): Identity {
	const folder = `${procRoot}/${pid}`;
	const descriptor = procRoot === systemProcRoot ? openProcess(pid) : -1;
	const startTicks = readStat(folder)?.startTicks;
	const isKnownToRun = () => descriptor !== -1 && !hasEnded(descriptor);
	return {
		stillHasPid: () => isKnownToRun() || readStat(folder)?.startTicks === startTicks,
		isKnownToRun,
		release() {
			if (descriptor !== -1) {
				close(descriptor);
			}
		},
	};
}
