import {decodeText} from './decode-text.ts';

/** What is needed of /proc/PID/stat. */
export type ProcessStat = {
	readonly name: string;
	/** One letter: R running, S sleeping, Z zombie, X dead... */
	readonly state: string;
	readonly parentPid: number;
	readonly isKernelThread: boolean;
	readonly threads: number;
	/** In clock ticks after the system started. */
	readonly startTicks: number;
};

/** PF_KTHREAD of include/linux/sched.h: the task has no user memory and never had. */
const kernelThreadFlag = 0x0020_0000;

/**
 * Parses /proc/PID/stat; undefined where it is not what the kernel prints. A name may hold blanks, parentheses and
 * newlines, so it ends at the last parenthesis.
 *
 * 1234 (my (name)) S 1 1234 1234 0 -1 4194304 83 0 0 0 0 0 0 0 20 0 1 0 7302 2990080 219 18446744073709551615 1 1 0 ...
 */
export function parseStat(bytes: Uint8Array): ProcessStat | undefined {
	const nameStart = bytes.indexOf(0x28) + 1;
	const nameEnd = bytes.lastIndexOf(0x29);
	if (nameStart === 0 || nameEnd < nameStart) {
		return undefined;
	}

	const [state = '', ...numbers] = decodeText(bytes.subarray(nameEnd + 1))
		.trim()
		.split(' ');
	// proc_pid_stat(5) counts from 1, and `numbers` begins with its field 4.
	const field = (number: number): number => Number(numbers[number - 4] ?? Number.NaN);
	const stat = {
		name: decodeText(bytes.subarray(nameStart, nameEnd)),
		state,
		parentPid: field(4),
		isKernelThread: Math.floor(field(9) / kernelThreadFlag) % 2 === 1,
		threads: field(20),
		startTicks: field(22),
	};
	return [stat.parentPid, stat.threads, stat.startTicks].every(Number.isSafeInteger) ? stat : undefined;
}

/**
 * Parses the moment when the system started out of /proc/stat, in milliseconds since 1970.
 *
 * btime 1795382100
 */
export function parseBootTime(bytes: Uint8Array): number | undefined {
	const match = /^btime (\d+)$/mv.exec(decodeText(bytes));
	return match ? Number(match[1]) * 1000 : undefined;
}

/** USER_HZ, in which the kernel tells times: 100 on every architecture that Node runs on. */
const ticksPerSecond = 100;

/** When a process started, in milliseconds since 1970. */
export function startTimeOf({startTicks}: ProcessStat, bootTime: number): number {
	return bootTime + (startTicks * 1000) / ticksPerSecond;
}
