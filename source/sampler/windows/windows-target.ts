import type {ProcessFacts} from '../../model/snapshot.ts';
import {buildWindowsSnapshot} from '../../model/windows/build-snapshot.ts';
import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import type {PeFacts} from '../../model/windows/pe-facts.ts';
import type {SampleFailure, SampleResult, Target} from '../sampler.ts';
import {closeProcess, hasEnded} from './held-process.ts';
import {type Investigation, investigate, type Readers} from './investigate.ts';
import {listToolhelpProcesses} from './list-processes.ts';
import {describeRefusal, type OpenProcess} from './open-process.ts';
import {
	architectureOf,
	fileName,
	knownFacts,
	readArchitecture,
	readCommandLine,
	readExecutable,
	readStartTime,
} from './process-facts.ts';
import {readCounters} from './read-counters.ts';
import {createImageReader} from './read-images.ts';
import {readMap} from './read-map.ts';
import {createThreadReader} from './read-threads.ts';
import type {UserReader} from './read-user.ts';
import {type Handle, pageSize, type WindowsApi} from './windows-api.ts';

/** Makes a target of a process that is open. Closing it closes the handle. */
export function createWindowsTarget(api: WindowsApi, pid: number, process: OpenProcess, readUser: UserReader): Target {
	const readers: Readers = {images: createImageReader(api), threads: createThreadReader(api, pid)};
	const identity = readIdentity(api, pid, process.handle, readUser);
	let command: string | undefined;

	const sample = (): SampleResult => {
		const started = performance.now();
		if (hasEnded(api, process.handle)) {
			return endedFailure(pid);
		}

		const map = readMap(api, process.handle);
		if (!map) {
			return hasEnded(api, process.handle) ? endedFailure(pid) : refusedFailure(pid);
		}

		const {runs, source, attempts} = map;
		const found = investigate(api, process, runs, readers, pageSize);
		command ??= readCommandLine(api, process.handle, found.environment);
		const counters = readCounters(api, process.handle) ?? {};
		if (hasEnded(api, process.handle)) {
			// Half of what was read may be missing.
			return endedFailure(pid);
		}

		const snapshot = buildWindowsSnapshot({
			runs,
			plan: found.plan,
			findings: found.findings,
			workingSet: found.workingSet,
			freeLimit: findFreeLimit(runs, found),
			process: describeProcess(identity, found, runs, command),
			counters,
			time: Date.now(),
			cost: {milliseconds: performance.now() - started, source, attempts},
			notices: found.workingSet ? found.notices : [...found.notices, describeMissingWorkingSet(found, counters)],
			pageSize,
		});
		return {kind: 'sampled', snapshot};
	};

	return {
		kind: 'target',
		pid,
		sample,
		close() {
			readers.threads.close();
			closeProcess(api, process.handle);
		},
	};
}

/** Says that only the sum is known of what is in memory. */
function describeMissingWorkingSet(
	{workingSetError}: Investigation,
	{WorkingSetSize: sum}: Readonly<Record<string, number>>,
): string {
	const total = sum === undefined ? '' : `, except that they come to ${Math.floor(sum / 1024)} K`;
	return `Windows does not tell which pages of this process are in memory (QueryWorkingSetEx, error ${workingSetError}), so working sets are unknown${total}, and so is how much of its images is private.`;
}

/** What never changes in a process. */
type Identity = Omit<ProcessFacts, 'addressDigits'>;

function readIdentity(api: WindowsApi, pid: number, handle: Handle, readUser: UserReader): Identity {
	const entry = listToolhelpProcesses(api).find(process => process.pid === pid);
	const executable = readExecutable(api, handle);
	return {
		pid,
		name: entry?.name ?? (executable === undefined ? String(pid) : fileName(executable)),
		...knownFacts({
			executable,
			architecture: readArchitecture(api, handle),
			user: readUser(handle),
			parentPid: entry?.parentPid,
			startTime: readStartTime(api, handle),
		}),
	};
}

/** The end of what addresses of 32 bits reach. */
const fourGigabytes = 2 ** 32;

function describeProcess(
	identity: Identity,
	{program, threadCount}: Investigation,
	runs: MemoryRuns,
	command: string | undefined,
): ProcessFacts {
	const highest = runs.start[runs.count - 1] ?? 0;
	const architecture = (program && architectureOf(program)) ?? identity.architecture;
	return {
		...identity,
		// Even a 32-bit program on 64-bit Windows has 64-bit libraries above 4 GB.
		addressDigits: highest < fourGigabytes ? 8 : 16,
		...knownFacts({command, architecture, threads: threadCount}),
	};
}

/**
 * Where free space ends: a 32-bit program reaches addresses up to 4 GB, and up to 2 GB where its header does not say
 * that it can use more; Windows keeps the last 64 KB of either ("Memory Limits for Windows").
 */
function findFreeLimit(runs: MemoryRuns, {isWow64, program}: Investigation): number {
	return isWow64 ? findWow64Limit(program) : runs.end;
}

function findWow64Limit(program: PeFacts | undefined): number {
	return (program?.isLargeAddressAware === false ? fourGigabytes / 2 : fourGigabytes) - 0x1_0000;
}

function endedFailure(pid: number): SampleFailure {
	return {kind: 'failed', reason: 'ended', sentence: `Process ${pid} has ended.`};
}

function refusedFailure(pid: number): SampleFailure {
	return {kind: 'failed', reason: 'not permitted', sentence: describeRefusal(pid)};
}
