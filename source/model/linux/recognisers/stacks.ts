import type {ReadWords, ThreadClue} from '../clues.ts';
import {executable, readable, writable} from '../permissions.ts';
import type {RegionRows} from '../regions/region-rows.ts';
import type {TextTable} from '../text-table.ts';
import type {Verdict, VerdictTable} from '../verdict.ts';
import {allows, endOf, type VmaScan} from '../vma-scan.ts';
import type {Knowledge} from './recogniser.ts';
import {findThreadId} from './thread-descriptor.ts';

/** Eight times what RLIMIT_STACK has by default: what holds a stack pointer and is larger likely holds more than a stack. */
const largestStack = 0x400_0000;

const inUse: Verdict = {
	type: 'Stack',
	kind: 'thread stack',
	evidence: 'The stack pointer of a live thread is in it, as /proc/PID/task/TID/syscall says.',
};

const severalInUse: Verdict = {
	...inUse,
	evidence:
		'The stack pointers of several live threads are in it: the kernel makes one mapping of stacks that touch, as those ' +
		'of glibc do since 2.42 and those without a guard.',
};

const withoutThread: Verdict = {
	type: 'Stack',
	kind: 'thread stack',
	evidence: 'Mapped and shaped like a stack, and no live thread has its stack pointer in it: kept for the next thread.',
	isInferred: true,
};

const shapeless: Verdict = {
	type: 'Stack',
	kind: 'thread stack',
	evidence: 'The stack pointer of a live thread is in it. That it is nothing but a stack follows from its size.',
	isInferred: true,
};

/** Of the stack of a thread that ends, glibc gives back all but a few pages (advise_stack_range in nptl/allocatestack.c). */
const noStack: Verdict = {
	type: 'Private Data',
	kind: 'anonymous',
	evidence:
		'Shaped like a stack, but no live thread has its stack pointer in it, and more of it is used than a thread that has ' +
		'ended leaves.',
};

const described: Verdict = {
	type: 'Stack',
	kind: 'thread stack',
	evidence:
		'The descriptor of a live thread is at its end, as glibc keeps it there: its address and the id of the thread.',
};

const ownerRuns: Verdict = {
	...withoutThread,
	evidence:
		'Mapped and shaped like a stack. Whose it is is not known: some threads ran whenever they were looked at, and then ' +
		'the kernel does not show their stack pointer.',
};

/** It names regions as well and looks at all of them at once, so that it is asked beside the recognisers, after them. */
export const stacks: Knowledge = {
	name: 'stacks',
	looksFor: 'stack pointers of all threads, the id of a thread in a name, and of one that runs in its descriptor',
	claims: [inUse, severalInUse, withoutThread, shapeless, described, ownerRuns, noStack],
	howSure:
		'certain where a stack pointer is in what is marked or shaped as a stack; inferred in memory without any mark',
	source: 'proc_pid_syscall(5); glibc: nptl/allocatestack.c',
};

const noThreads: readonly ThreadClue[] = [];

/**
 * Says whose stack each stack is: by the thread's id in its name, else by the stack pointers of all threads. Memory that
 * nothing marks as a stack, and that no recogniser knows, becomes one where a stack pointer is in it. Gives the threads
 * whose stacks are in regions that are more than a stack (a heap, static memory), by region.
 *
 * 7 0x7ffd0 0x1 0x0 0x0 0x8 0x7f10 0x7ffd3c0a5a88 0x7f8b4a2c4d36 (the last two numbers of task/TID/syscall: stack
 * pointer and program counter; proc_pid_syscall(5))
 */
export function nameStacks(
	scan: VmaScan,
	rows: RegionRows,
	{
		texts,
		verdicts,
		threads,
		readWords,
	}: {
		readonly texts: TextTable;
		readonly verdicts: VerdictTable;
		readonly threads: readonly ThreadClue[] | undefined;
		readonly readWords: ReadWords | undefined;
	},
): ReadonlyMap<number, readonly ThreadClue[]> {
	const elsewhere = new Map<number, readonly ThreadClue[]>();
	if (!threads || threads.length === 0) {
		return elsewhere;
	}

	const byTid = new Map(threads.map(thread => [thread.tid, thread]));
	const pointers = threads.flatMap(thread =>
		thread.stackPointer === undefined ? [] : [{thread, pointer: thread.stackPointer}],
	);
	pointers.sort((one, other) => one.pointer - other.pointer);
	// A thread that never waited may have any stack, so then none can be said to have no thread.
	const knowsAll = pointers.length === threads.length;
	let next = 0;
	for (let region = 0; region < rows.count; region++) {
		const first = rows.first[region] ?? 0;
		const end = rows.first[region + 1] ?? 0;
		const start = scan.vmas.start[first] ?? 0;
		const limit = endOf(scan, end - 1);
		while (next < pointers.length && (pointers[next]?.pointer ?? 0) < start) {
			next++;
		}

		const from = next;
		while (next < pointers.length && (pointers[next]?.pointer ?? 0) < limit) {
			next++;
		}

		const inside = from === next ? noThreads : pointers.slice(from, next).map(({thread}) => thread);
		const verdict = verdicts.verdicts[rows.verdict[region] ?? 0];
		if (!verdict) {
			continue;
		}

		const isStack = stackKinds.has(verdict.kind);
		if (inside.length > 0 && (isStack || mayBeStack(scan, first, end, verdict))) {
			rows.verdict[region] = verdicts.rowOf(withThreads(verdict, inside.length));
			rows.details[region] = texts.intern(describe(inside));
		} else if (verdict.kind === 'thread stack') {
			const named = byTid.get(tidOf(texts.strings[rows.details[region] ?? 0] ?? ''));
			if (named) {
				rows.details[region] = texts.intern(describe([named]));
			} else if (knowsAll && verdict.isInferred && isMostlyUsed(scan, end - 1)) {
				rows.verdict[region] = verdicts.rowOf(noStack);
			} else if (knowsAll) {
				rows.verdict[region] = verdicts.rowOf(verdict.isInferred ? withoutThread : verdict);
				rows.details[region] = texts.intern('no live thread');
			} else if (verdict.isInferred && pointers.length > 0) {
				// Only where some thread runs, as this takes reading the end of the stack.
				const tid = readWords && !scan.is32Bit ? findThreadId(limit, readWords) : undefined;
				const owner = tid === undefined ? undefined : byTid.get(tid);
				rows.verdict[region] = verdicts.rowOf(owner ? described : ownerRuns);
				rows.details[region] = owner ? texts.intern(describe([owner])) : (rows.details[region] ?? 0);
			}
		} else if (inside.length > 0) {
			elsewhere.set(region, inside);
		}
	}

	return elsewhere;
}

/** Says of a region that is more than a stack whose stacks are in it. */
export function mentionStacks(verdict: Verdict, threads: readonly ThreadClue[]): Verdict {
	const stack = threads.length === 1 ? 'The stack of' : 'The stacks of';
	return {
		...verdict,
		evidence: `${verdict.evidence} ${stack} ${describe(threads)} ${threads.length === 1 ? 'is' : 'are'} in it.`,
	};
}

const stackKinds: ReadonlySet<string> = new Set(['main stack', 'thread stack', 'growing mapping']);

/** What its name says of a stack stays; what its shape says gives way to the pointer. */
function withThreads(verdict: Verdict, count: number): Verdict {
	if (!stackKinds.has(verdict.kind)) {
		return shapeless;
	}

	if (count > 1) {
		return verdict.isInferred ? severalInUse : verdict;
	}

	return verdict.isInferred ? inUse : verdict;
}

/** How many threads of one mapping are named; the others are counted. */
const namedThreads = 4;

function describe(threads: readonly ThreadClue[]): string {
	const named = threads.slice(0, namedThreads).map(({tid, name}) => `thread ${tid} ${name}`.trimEnd());
	const more = threads.length - named.length;
	return named.join(', ') + (more === 0 ? '' : ` and ${more} more`);
}

/** What a name such as `[stack:77]` became: `Thread ID: 77`. */
function tidOf(details: string): number {
	const [, tid] = /^Thread ID: (\d+)$/.exec(details) ?? [];
	return Number(tid ?? Number.NaN);
}

/** The part that can be written has the size of a stack, and no code is in it. */
function mayBeStack(scan: VmaScan, first: number, end: number, verdict: Verdict): boolean {
	if (verdict.kind !== 'anonymous' || endOf(scan, end - 1) - (scan.vmas.start[first] ?? 0) > largestStack) {
		return false;
	}

	const last = end - 1;
	const isPlain = allows(scan, last, readable | writable) && !allows(scan, last, executable) && end - first <= 2;
	return isPlain && !isMostlyUsed(scan, last);
}

/** Up to here a stack may well be used in full. */
const smallStack = 0x4_0000;

/**
 * Whether more than half of a VMA is in memory or in swap. Of a large stack that is rare; a buffer of data with a small
 * stack in it, and one that only begins with a guard as a stack does, look so. False where it is not known.
 */
function isMostlyUsed({vmas}: VmaScan, row: number): boolean {
	const size = vmas.size[row] ?? 0;
	const used = (vmas.fields['Rss']?.[row] ?? Number.NaN) + (vmas.fields['Swap']?.[row] ?? 0);
	return size > smallStack && used * 2 > size;
}
