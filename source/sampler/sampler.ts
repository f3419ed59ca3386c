import type {EmptiedWorkingSet, Range, RangeFacts} from '../model/inspection.ts';
import type {JvmAccount} from '../model/linux/jvm/jvm-account.ts';
import type {Architecture, Snapshot} from '../model/snapshot.ts';
import type {ProcessMemory, Refusal} from './process-memory.ts';

/**
 * What a platform offers, and all that the rest of the program knows of it. Each function answers at once and blocks
 * its thread while it does: a live view calls them in a worker.
 */
export type PlatformSampler = {
	/** Every process that can be seen, by ascending pid. One that ends while it is read is left out. */
	readonly listProcesses: () => readonly ProcessEntry[];
	/** Takes hold of the process that has `pid` now, so that a later one with the same pid is never mistaken for it. */
	readonly openTarget: (pid: number) => Target | SampleFailure;
	/** Takes hold of the contents of its memory; missing where they cannot be looked at. */
	readonly openMemory?: (pid: number) => ProcessMemory;
	/** Asks the system to take pages of the process out of memory, those of the ranges where it can tell them apart. */
	readonly emptyWorkingSet: (pid: number, ranges: readonly Range[]) => EmptiedWorkingSet | Refusal;
};

/** A process that is held. */
export type Target = {
	readonly kind: 'target';
	readonly pid: number;
	readonly sample: () => SampleResult;
	/** Finds out what no sample has of a part of it; missing where there is nothing to be found out. */
	readonly describe?: (range: Range) => RangeFacts;
	/** Missing where no JVM can be asked. */
	readonly jvm?: JvmLink;
	readonly close: () => void;
};

/** A way to the JVM that a process may be. Nothing of it is touched before it is asked. */
export type JvmLink = {
	/** Asks the JVM what its memory is. What it says is in all further samples. */
	readonly ask: (signal?: AbortSignal) => Promise<JvmAccount | Refusal>;
	/** Takes what it said out of further samples. */
	readonly forget: () => void;
};

export type SampleResult = {readonly kind: 'sampled'; readonly snapshot: Snapshot} | SampleFailure;

/** Why there is no snapshot. `sentence` is for the user: what happened and what would help. */
export type SampleFailure = {
	readonly kind: 'failed';
	readonly reason: FailureReason;
	readonly sentence: string;
};

export type FailureReason =
	/** There is no process with this pid. */
	| 'no such process'
	/** There was one; it has ended since. */
	| 'ended'
	/** Ended, but not yet reaped by its parent: it has no memory any more. */
	| 'zombie'
	/** Has no user memory at all. */
	| 'kernel thread'
	/** The system refuses. */
	| 'not permitted'
	/** The system answered something that is not understood. */
	| 'malformed';

/** One line of the process picker. What cannot be read is undefined. */
export type ProcessEntry = {
	readonly pid: number;
	readonly name: string;
	readonly command?: string;
	readonly user?: string;
	/** Bytes that only this process has: Linux RssAnon + VmSwap, Windows PrivateUsage. */
	readonly privateBytes?: number;
	/** Bytes in memory: Linux VmRSS, Windows working set. */
	readonly residentBytes?: number;
	readonly architecture?: Architecture;
	readonly isKernelThread: boolean;
};
