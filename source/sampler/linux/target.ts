import {mappingLimit} from '../../model/insights/mapping-count.ts';
import {buildLinuxSnapshot} from '../../model/linux/build-snapshot.ts';
import type {VmaColumns} from '../../model/linux/vma-columns.ts';
import type {SampleFailure, SampleResult, Target} from '../sampler.ts';
import {describeRange} from './describe-range.ts';
import {createElfFiles} from './elf-files.ts';
import {explainFailure} from './explain-failure.ts';
import {
	sayEnded,
	sayHidden,
	sayMapsOnly,
	sayNoSuchProcess,
	sayNotReadable,
	sayNotTraceable,
	sayTorn,
} from './failures.ts';
import {identify, systemProcRoot} from './identity.ts';
import {createJvmLink} from './jvm/jvm-link.ts';
import {keepKnown} from './known.ts';
import {findLivingTask} from './living-task.ts';
import {readPageSize} from './page-size.ts';
import {readProcessFacts} from './process-facts.ts';
import {readBootTime, readMappingLimit, readMinimumAddress, readStat, readStatus} from './process-files.ts';
import {readVmas, type VmasRead} from './read-vmas.ts';
import {findRights} from './rights.ts';
import {startTimeOf} from './stat.ts';
import type {ProcessStatus} from './status.ts';
import {createTargetMemory} from './target-memory.ts';
import {findTaskSize} from './task-size.ts';
import {createThreads} from './threads.ts';
import {createTrueNames} from './true-names.ts';
import type {NameUser} from './user-names.ts';
import type {VmaReader} from './vma-reader.ts';

/** What the targets of one sampler share. */
export type Surroundings = {
	/** Where procfs is: `/proc`, or a captured tree. */
	readonly procRoot: string;
	readonly reader: VmaReader;
	readonly nameUser: NameUser;
};

/** Takes hold of a process. Fails where none can be seen. */
export function openTarget(pid: number, surroundings: Surroundings): Target | SampleFailure {
	const {procRoot, reader, nameUser} = surroundings;
	const folder = `${procRoot}/${pid}`;
	const identity = identify(procRoot, pid);
	const stat = readStat(folder);
	const name = stat?.name ?? readStatus(folder)?.name;
	if (name === undefined) {
		const isHidden = identity.isKnownToRun();
		identity.release();
		return isHidden ? sayHidden(pid) : sayNoSuchProcess(pid);
	}

	const subject = {pid, name};
	const bootTime = readBootTime(procRoot);
	const startTime = stat && bootTime !== undefined ? startTimeOf(stat, bootTime) : undefined;
	let task = findLivingTask(folder, pid);
	const elfFiles = createElfFiles(task.folder);
	const trueNames = createTrueNames(task.folder);
	const threads = createThreads(folder);
	let pageSize = 0;
	// What is in a captured tree is no process of this machine.
	const isHere = procRoot === systemProcRoot;
	const jvm = isHere ? createJvmLink(pid, folder, identity.stillHasPid) : undefined;
	const openTaskMemory = () => (isHere ? createTargetMemory(task.id, task.folder, () => pageSize) : undefined);
	let memory = openTaskMemory();

	function followTask(): void {
		const living = findLivingTask(folder, pid);
		if (living.id !== task.id) {
			task = living;
			memory = openTaskMemory();
		}
	}

	function sample(): SampleResult {
		const started = performance.now();
		followTask();
		threads.look();
		const {read, status, attempts, isTorn} = readWhole(task.folder, reader);
		if (!identity.stillHasPid()) {
			return sayEnded(subject);
		}

		const rights = findRights(procRoot, status, nameUser);
		if (read.kind !== 'parsed') {
			return explainFailure(subject, folder, read, rights);
		}

		const {vmas, source, refused} = read;
		const end = endOf(vmas);
		pageSize = readPageSize(task.folder, vmas);
		const live = threads.list();
		const facts = readProcessFacts({pid, home: folder, folder: task.folder, startTime}, status, end, nameUser);
		const snapshot = buildLinuxSnapshot({
			vmas: trueNames.correct(vmas),
			process: facts,
			counters: {...status?.counters, ...keepKnown({[mappingLimit]: readMappingLimit(procRoot)})},
			time: Date.now(),
			cost: {milliseconds: performance.now() - started, source, attempts},
			notices: [...(source === 'maps' ? [sayMapsOnly(refused, rights)] : []), ...(isTorn ? [sayTorn(attempts)] : [])],
			pageSize,
			taskSize: findTaskSize(facts.architecture, facts.addressDigits, end),
			mmapMinAddress: readMinimumAddress(procRoot) ?? 0,
			findElf: row => elfFiles.find(vmas, row),
			clues: keepKnown({
				threads: live,
				readWords: memory?.readWords,
				findPages: memory?.findPages,
				jvm: jvm?.account(),
				countShared: memory?.countShared,
			}),
		});
		jvm?.join(snapshot);
		const time = (performance.now() - started) * relearningShare;
		threads.finish(time);
		memory?.finish(time);
		const unread = threads.areRefused()
			? [sayNotTraceable(rights)]
			: memory?.isRefused() === true
				? [sayNotReadable(rights)]
				: [];
		const cost = {milliseconds: performance.now() - started, source, attempts};
		return {kind: 'sampled', snapshot: {...snapshot, notices: [...snapshot.notices, ...unread], cost}};
	}

	return {
		kind: 'target',
		pid,
		sample,
		describe: range => (identity.stillHasPid() ? describeRange(folder, range, elfFiles) : {}),
		...(jvm && {jvm}),
		close: identity.release,
	};
}

/** How much of a sample's time goes to each of those who look again at what they have learned. */
const relearningShare = 0.01;

/**
 * How often a map is read that changes while it is read. A process that maps and unmaps all the time never stands still,
 * so this has an end.
 */
const maximumAttempts = 3;

type WholeRead = {
	readonly read: VmasRead;
	/** As it was after the last read. */
	readonly status: ProcessStatus | undefined;
	readonly attempts: number;
	/** Whether the map changed during the last attempt too. */
	readonly isTorn: boolean;
};

/**
 * Reads the VMAs until nothing has changed while they were read: VmSize is the same before and after, and addresses
 * ascend. (One read() is of one moment, the whole file is not; fs/proc/task_mmu.c.)
 */
function readWhole(folder: string, reader: VmaReader): WholeRead {
	let status = readStatus(folder);
	for (let attempts = 1; ; attempts++) {
		const sizeBefore = status?.counters['VmSize'];
		const read = readVmas(folder, reader);
		status = readStatus(folder);
		const isTorn = (read.kind === 'parsed' && read.isOutOfOrder) || status?.counters['VmSize'] !== sizeBefore;
		if (!isTorn || attempts === maximumAttempts) {
			return {read, status, attempts, isTorn};
		}
	}
}

function endOf({count, start, size}: VmaColumns): number {
	return (start[count - 1] ?? 0) + (size[count - 1] ?? 0);
}
