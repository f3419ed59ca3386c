import {classifyHeap, describeHeap} from './classify-heap.ts';
import {classifyImage} from './classify-image.ts';
import {classifyManaged} from './classify-managed.ts';
import {memImage, memMapped, memPrivate} from './constants.ts';
import type {HeapAllocation, LandmarkFacts, RuntimeFacts, StackFacts, ThreadFacts} from './findings.ts';
import type {MemoryRuns} from './memory-runs.ts';
import type {PeFacts} from './pe-facts.ts';
import type {RunRegions} from './regions.ts';
import type {Verdict} from './verdict.ts';

/** What is known of the allocations of a process. Addresses are in bytes; maps and sets are by allocation base. */
export type Findings = {
	/** Paths of mapped files and images. */
	readonly paths: ReadonlyMap<number, string>;
	readonly images: ReadonlyMap<number, PeFacts>;
	/** Bases of what the loader has loaded; undefined where its list cannot be had. */
	readonly modules?: ReadonlySet<number>;
	readonly threads: readonly ThreadFacts[];
	readonly heaps: readonly HeapAllocation[];
	readonly landmarks: readonly LandmarkFacts[];
	readonly runtime?: RuntimeFacts;
};

/** What a region is: its verdict, and the text that tells it from others of its kind. */
export type RegionVerdict = {readonly verdict: Verdict; readonly details: string};

const mappedFile: Verdict = {
	type: 'Mapped File',
	kind: 'mapped file',
	evidence: 'Windows says that it is a view of a section (MEM_MAPPED), and names its file.',
};

/** What Windows itself says of a region that nothing else is known of. */
type Origin = {
	readonly verdict: Omit<Verdict, 'evidence'>;
	readonly fact: string;
	/** One for all regions of which nothing more is known. */
	readonly unnamed: RegionVerdict;
};

function createOrigin(verdict: Origin['verdict'], fact: string): Origin {
	return {verdict, fact, unnamed: {verdict: {...verdict, evidence: `${fact}.`}, details: ''}};
}

const privateOrigin = createOrigin(
	{type: 'Private Data', kind: 'private data'},
	'Windows says that it is private (MEM_PRIVATE)',
);

const sectionOrigin = createOrigin(
	{type: 'Shareable', kind: 'page-file section'},
	'Windows says that it is a view of a section (MEM_MAPPED), and names no file',
);

const unknownOrigin = createOrigin(
	{type: 'Private Data', kind: 'unknown', isInferred: true},
	'Windows gives it a type that is not known',
);

const stackVerdicts: Readonly<Record<StackFacts['role'], Verdict>> = {
	thread: {
		type: 'Stack',
		kind: 'thread stack',
		evidence: 'The environment block of a thread says that its stack begins here (NT_TIB.StackBase).',
	},
	'64-bit part of a 32-bit thread': {
		type: 'Stack',
		kind: '64-bit thread stack',
		evidence: 'The 64-bit environment block of a 32-bit thread says that its stack begins here (NT_TIB.StackBase).',
	},
};

/** Says what every region is. A row a region. */
export function classifyRegions(runs: MemoryRuns, regions: RunRegions, findings: Findings): readonly RegionVerdict[] {
	const users = findUsers(regions, findings);
	return Array.from({length: regions.count}, (_, region) =>
		classifyRegion(runs, regions.firstRun[region] ?? 0, regions.firstRun[region + 1] ?? 0, findings, users.get(region)),
	);
}

/** Who uses a region, besides what Windows says of its pages. */
type RegionUsers = {
	stack?: {readonly thread: ThreadFacts; readonly role: StackFacts['role']};
	heap?: HeapAllocation;
	landmarks: LandmarkFacts[];
	/** Threads whose environment blocks lie in it. */
	threads: ThreadFacts[];
};

function findUsers(regions: RunRegions, findings: Findings): ReadonlyMap<number, RegionUsers> {
	const users = new Map<number, RegionUsers>();
	const at = (address: number): RegionUsers => {
		const region = regions.find(address);
		const known = users.get(region) ?? {landmarks: [], threads: []};
		users.set(region, known);
		return known;
	};

	for (const thread of findings.threads) {
		for (const {address, role} of thread.stacks) {
			at(address).stack ??= {thread, role};
		}

		for (const {start} of thread.environmentBlocks) {
			const {threads} = at(start);
			if (threads.at(-1) !== thread) {
				threads.push(thread);
			}
		}
	}

	for (const heap of findings.heaps) {
		at(heap.address).heap ??= heap;
	}

	for (const landmark of findings.landmarks) {
		at(landmark.address).landmarks.push(landmark);
	}

	return users;
}

function classifyRegion(
	runs: MemoryRuns,
	first: number,
	end: number,
	{paths, images, modules, runtime}: Findings,
	users: RegionUsers | undefined,
): RegionVerdict {
	const base = runs.allocationBase[first] ?? 0;
	const type = runs.type[first] ?? 0;
	const path = paths.get(base);
	if (type === memImage) {
		const verdict = classifyImage({headers: images.get(base), isLoaded: modules?.has(base)});
		return {verdict, details: path ?? ''};
	}

	if (users?.stack) {
		return {verdict: stackVerdicts[users.stack.role], details: describeThread(users.stack.thread)};
	}

	if (users?.heap) {
		return {verdict: classifyHeap(users.heap, type !== memPrivate), details: describeHeap(users.heap.heap)};
	}

	if (type === memMapped && path !== undefined) {
		return {verdict: mappedFile, details: path};
	}

	const managed = runtime && classifyManaged(runs, first, end, runtime);
	if (managed) {
		return {verdict: managed, details: runtime.library};
	}

	const origin = type === memPrivate ? privateOrigin : type === memMapped ? sectionOrigin : unknownOrigin;
	return users ? nameAfterUsers(origin, users) : origin.unnamed;
}

/** Names a region after what the system keeps in it. VMMap names one that holds many after one of them. */
function nameAfterUsers({verdict, fact}: Origin, {landmarks, threads}: RegionUsers): RegionVerdict {
	const names = new Set(landmarks.map(({name}) => name));
	const sources = new Set(landmarks.map(({source}) => source));
	const [thread, ...others] = threads;
	if (thread) {
		const name = `Thread Environment Block ID: ${thread.id}`;
		names.add(others.length === 0 ? name : `${name} and ${others.length} more`);
		sources.add('the list of threads');
	}

	const list = [...sources].join(', ').replace(/, (?=[^,]*$)/, ' and ');
	const evidence = `${fact}; ${list} ${sources.size === 1 ? 'leads' : 'lead'} here.`;
	return {verdict: {...verdict, evidence}, details: [...names].join(', ')};
}

/** `Thread ID: 34888`, and the name behind it where the thread has one. */
function describeThread({id, name}: ThreadFacts): string {
	return name === undefined ? `Thread ID: ${id}` : `Thread ID: ${id} (${name})`;
}
