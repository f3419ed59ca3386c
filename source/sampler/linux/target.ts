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
import {findLivingTask, type LivingTask} from './living-task.ts';
import {readPageSize} from './page-size.ts';
import {readProcessFacts} from './process-facts.ts';
import {readBootTime, readMappingLimit, readMinimumAddress, readStat, readStatus} from './process-files.ts';
import {readWhole} from './read-whole.ts';
import {findRights} from './rights.ts';
import {startTimeOf} from './stat.ts';
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
	const threads = createThreads(folder);
	let pageSize = 0;
	// What is in a captured tree is no process of this machine.
	const isHere = procRoot === systemProcRoot;
	const jvm = isHere ? createJvmLink(pid, folder, identity.stillHasPid) : undefined;
	const openTask = (living: LivingTask) => ({
		...living,
		elfFiles: createElfFiles(living.folder),
		trueNames: createTrueNames(living.folder),
		memory: isHere ? createTargetMemory(living.id, living.folder, () => pageSize) : undefined,
	});
	let task = openTask(findLivingTask(folder, pid));

	/** What was seen through a thread that has ended since is seen through another. */
	function followTask(): typeof task {
		const living = findLivingTask(folder, pid);
		task = living.id === task.id ? task : openTask(living);
		return task;
	}

	function sample(): SampleResult {
		const started = performance.now();
		const {elfFiles, trueNames, memory} = followTask();
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
		describe(range) {
			const {folder: taskFolder, elfFiles} = followTask();
			return identity.stillHasPid() ? describeRange(taskFolder, range, elfFiles) : {};
		},
		...(jvm && {jvm}),
		close: identity.release,
	};
}

/** How much of a sample's time goes to each of those who look again at what they have learned. */
const relearningShare = 0.01;

function endOf({count, start, size}: VmaColumns): number {
	return (start[count - 1] ?? 0) + (size[count - 1] ?? 0);
}
