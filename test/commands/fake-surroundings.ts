import type {Surroundings} from '../../source/commands/surroundings.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import type {PlatformSampler, ProcessEntry, SampleFailure} from '../../source/sampler/sampler.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

/** What there is in a made-up system: processes, and what each pid gives when it is sampled. */
export type FakeSystem = {
	readonly processes?: readonly ProcessEntry[];
	readonly snapshots?: Readonly<Record<number, Snapshot | SampleFailure>>;
	readonly isInteractive?: boolean;
};

export type FakeSurroundings = Surroundings & {
	/** What was written to standard output. */
	readonly printed: () => string;
	/** What was written to standard error. */
	readonly complained: () => string;
	/** What the screen was started with. */
	readonly views: readonly Parameters<Surroundings['runView']>[0][];
	/** Pids that are held at present. */
	readonly held: ReadonlySet<number>;
};

/** A process of the list, an ordinary one where nothing is said. */
export function makeProcess(pid: number, name: string, facts: Partial<ProcessEntry> = {}): ProcessEntry {
	return {pid, name, isKernelThread: false, ...facts};
}

export const sampleSnapshot = makeSnapshot([
	{
		type: 'Heap',
		kind: 'heap',
		details: '[heap]',
		start: 0x5555_5555_0000,
		blocks: [{size: 8192, protection: 'rw-p', measures: {committed: 8192, private: 8192}}],
	},
]);

export function makeSurroundings({
	processes = [],
	snapshots = {},
	isInteractive = false,
}: FakeSystem = {}): FakeSurroundings {
	let text = '';
	let errors = '';
	const views: Parameters<Surroundings['runView']>[0][] = [];
	const held = new Set<number>();
	const sampler: PlatformSampler = {
		listProcesses: () => processes,
		emptyWorkingSet: () => ({before: 0, after: 0}),
		openTarget(pid) {
			const found = snapshots[pid];
			if (!found) {
				return {kind: 'failed', reason: 'no such process', sentence: `There is no process ${pid}.`};
			}

			held.add(pid);
			return {
				kind: 'target',
				pid,
				sample: () => ('kind' in found ? found : {kind: 'sampled', snapshot: found}),
				close: () => held.delete(pid),
			};
		},
	};
	return {
		standardOutput: {
			name: 'Standard output',
			async write(part) {
				text += part;
			},
		},
		standardError: {
			name: 'Standard error',
			async write(part) {
				errors += part;
			},
		},
		errorTerminal: undefined,
		isInteractive,
		ownPid: 999,
		now: () => Date.UTC(2026, 10, 22),
		loadSampler: async () => sampler,
		loadLiveSampler: async () => {
			throw new Error('nothing is sampled again and again here');
		},
		onStop: () => () => {},
		async runView(options) {
			views.push(options);
			return 0;
		},
		printed: () => text,
		complained: () => errors,
		views,
		held,
	};
}
