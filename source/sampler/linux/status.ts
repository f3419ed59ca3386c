import {constants} from 'node:os';
import {decodeText} from './decode-text.ts';

/** What is needed of /proc/PID/status. A line that a kernel does not print leaves its part undefined. */
export type ProcessStatus = {
	readonly name: string | undefined;
	/** One letter: R running, S sleeping, Z zombie, X dead... */
	readonly state: string | undefined;
	readonly parentPid: number | undefined;
	readonly threads: number | undefined;
	/** Whose rights the process has. */
	readonly effectiveUser: number | undefined;
	readonly effectiveGroup: number | undefined;
	/** Whether it does something by itself on SIGQUIT, which else ends it. */
	readonly catchesQuit: boolean | undefined;
	/** Every line that is in kB, in bytes: VmPeak, VmSize, VmRSS, RssAnon, VmPTE, VmSwap, HugetlbPages... */
	readonly counters: Readonly<Record<string, number>>;
};

const bytesPerKilobyte = 1024;

/**
 * Parses /proc/PID/status.
 *
 * Name:	sleep
 * State:	S (sleeping)
 * Uid:	1000	1000	1000	1000
 * SigCgt:	0000000101005ccd
 * VmSize:	    2920 kB
 */
export function parseStatus(bytes: Uint8Array): ProcessStatus {
	const values = new Map<string, string>();
	const counters: Record<string, number> = {};
	for (const line of decodeText(bytes).split('\n')) {
		const colon = line.indexOf(':');
		const name = line.slice(0, colon);
		const value = line.slice(colon + 1).trim();
		values.set(name, value);
		const kilobytes = /^(\d+) kB$/v.exec(value);
		if (kilobytes) {
			counters[name] = Number(kilobytes[1]) * bytesPerKilobyte;
		}
	}

	return {
		name: values.get('Name'),
		state: values.get('State')?.[0],
		parentPid: parseNumber(values.get('PPid')),
		threads: parseNumber(values.get('Threads')),
		// Real, effective, saved, file system.
		effectiveUser: parseNumber(values.get('Uid')?.split(/\s+/v)[1]),
		effectiveGroup: parseNumber(values.get('Gid')?.split(/\s+/v)[1]),
		catchesQuit: hasSignal(values.get('SigCgt'), constants.signals.SIGQUIT),
		counters,
	};
}

/** Whether a set of signals has one: bit n - 1 of the hex number is signal n. */
function hasSignal(set: string | undefined, signal: number): boolean | undefined {
	return set !== undefined && /^[\da-f]{1,32}$/v.test(set)
		? (BigInt(`0x${set}`) & (1n << BigInt(signal - 1))) !== 0n
		: undefined;
}

function parseNumber(text: string | undefined): number | undefined {
	return text !== undefined && /^\d+$/v.test(text) ? Number(text) : undefined;
}
