import {type BlockPlan, planBlocks} from '../../model/windows/block-plan.ts';
import type {Findings} from '../../model/windows/classify.ts';
import type {HeapAllocation, ThreadFacts} from '../../model/windows/findings.ts';
import {findLabels} from '../../model/windows/labels.ts';
import {findRun, type MemoryRuns} from '../../model/windows/memory-runs.ts';
import type {PeFacts} from '../../model/windows/pe-facts.ts';
import type {WorkingSetColumns} from '../../model/windows/working-set.ts';
import {findRuntime} from './find-runtime.ts';
import {measureWorkingSet} from './measure-working-set.ts';
import type {OpenProcess} from './open-process.ts';
import {completeEnvironment, type EnvironmentBlock, findLandmarks, readEnvironment} from './read-environment.ts';
import {readFirstPages} from './read-first-pages.ts';
import {findHeapsBySignature, readListedHeaps} from './read-heaps.ts';
import type {ImageReader} from './read-images.ts';
import {readModules} from './read-modules.ts';
import {readPaths} from './read-paths.ts';
import type {ThreadReader} from './read-threads.ts';
import type {WindowsApi} from './windows-api.ts';

/** What is found out about the map of a process. */
export type Investigation = {
	readonly plan: BlockPlan;
	readonly findings: Findings;
	readonly workingSet: WorkingSetColumns | undefined;
	/** Why there is no working set, as an error code of Windows. */
	readonly workingSetError: number;
	readonly environment: readonly EnvironmentBlock[];
	/** Whether it is a 32-bit program on a 64-bit Windows. */
	readonly isWow64: boolean;
	/** The headers of the program itself. */
	readonly program: PeFacts | undefined;
	readonly threadCount: number | undefined;
	readonly notices: readonly string[];
};

/** What one sample hands to the next. */
export type Readers = {readonly images: ImageReader; readonly threads: ThreadReader};

/**
 * Finds out who uses the allocations of a map, and what of them is in memory. The working set is asked for before memory
 * is read to tell heaps, for that would bring pages into it.
 */
export function investigate(
	api: WindowsApi,
	{handle, canRead}: OpenProcess,
	runs: MemoryRuns,
	readers: Readers,
	pageSize: number,
): Investigation {
	const paths = readPaths(api, handle, runs);
	const images = readers.images(handle, runs, paths);
	const modules = readModules(api, handle);
	const told = readEnvironment(api, handle);
	const isWow64 = told.some(({pointerSize}) => pointerSize === 4);
	const threads = readers.threads.read(handle, isWow64);
	const environment = completeEnvironment(api, handle, told, threads ?? []);
	const landmarks = findLandmarks(environment);
	const plan = planBlocks(runs, findLabels(runs, images, threads ?? [], landmarks, pageSize));
	const workingSet = measureWorkingSet(api, handle, runs, plan, pageSize);
	const workingSetError = workingSet ? 0 : api.GetLastError();

	const listed = readListedHeaps(api, handle, environment);
	const users = findUsedAllocations(runs, threads ?? [], listed.allocations);
	const firstPages = readFirstPages(api, handle, runs, base => paths.has(base) || users.has(base));
	const [{fields} = {fields: undefined}] = environment;
	const unlisted = findHeapsBySignature(listed.heaps, firstPages, fields?.processHeap);
	const runtime = findRuntime(runs, paths, firstPages, isWow64 ? 4 : 8);
	return {
		plan,
		workingSet,
		workingSetError,
		environment,
		isWow64,
		program: fields && images.get(fields.imageBase),
		threadCount: threads?.length,
		findings: {
			paths,
			images,
			...(modules && {modules}),
			threads: threads ?? [],
			heaps: [...listed.allocations, ...unlisted],
			landmarks,
			...(runtime && {runtime}),
		},
		notices: [
			...(canRead ? [] : [cannotRead]),
			...(threads ? [] : ['Windows does not list the threads, so no stack is recognised.']),
			...(canRead && !fields
				? [
						'The environment block of the process cannot be read, so heaps and what the system keeps are not recognised.',
					]
				: []),
		],
	};
}

const cannotRead =
	'Windows does not let this user read the memory of the process, so stacks, heaps and sections of images are not recognised: run this in a terminal that was started as Administrator.';

/** The bases of allocations that somebody is known to use, so that nobody needs to look into them. */
function findUsedAllocations(
	runs: MemoryRuns,
	threads: readonly ThreadFacts[],
	heaps: readonly HeapAllocation[],
): ReadonlySet<number> {
	const addresses = [
		...threads.flatMap(({stacks, environmentBlocks}) => [
			...stacks.map(({address}) => address),
			...environmentBlocks.map(({start}) => start),
		]),
		...heaps.map(({address}) => address),
	];
	return new Set(addresses.map(address => runs.allocationBase[findRun(runs, address)] ?? -1));
}
