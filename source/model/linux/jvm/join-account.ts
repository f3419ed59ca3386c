import {clock} from '../../clock.ts';
import {sayBytes} from '../../insights/say.ts';
import type {ThreadClue} from '../clues.ts';
import type {RegionRows} from '../regions/region-rows.ts';
import type {TextTable} from '../text-table.ts';
import type {Verdict, VerdictTable} from '../verdict.ts';
import {endOf, isInaccessible, type VmaScan} from '../vma-scan.ts';
import type {JvmAccount, JvmRange} from './jvm-account.ts';
import {type JvmPurpose, threadStack} from './jvm-purposes.ts';

/**
 * Gives regions the kinds that the JVM itself says, whatever was inferred before. Where it speaks of a part of a region
 * only, the evidence says of how much; where that is less than half, or several things, the kind stays.
 */
export function joinJvmAccount(
	scan: VmaScan,
	rows: RegionRows,
	{
		texts,
		verdicts,
		account,
		threads = [],
	}: {
		readonly texts: TextTable;
		readonly verdicts: VerdictTable;
		readonly account: JvmAccount | undefined;
		readonly threads: readonly ThreadClue[] | undefined;
	},
): void {
	if (!account) {
		return;
	}

	const source = `jcmd ${account.command}, ${clock(account.time)}`;
	const nameThreads = prepareNames(account, threads);
	const reuse = shareVerdicts();
	let next = 0;
	for (let region = 0; region < rows.count; region++) {
		const first = rows.first[region] ?? 0;
		const end = rows.first[region + 1] ?? 0;
		const start = scan.vmas.start[first] ?? 0;
		const limit = endOf(scan, end - 1);
		next = skipRanges(account.ranges, next, start);
		const before = verdicts.verdicts[rows.verdict[region] ?? 0];
		const wasThere = account.extents === undefined || account.extents.get(start) === limit;
		if (!before || !wasThere || (account.ranges[next]?.start ?? limit) >= limit) {
			continue;
		}

		const isFile = (scan.vmas.inode[first] ?? 0) !== 0;
		const verdict = judge(before, measureShares(scan, first, end, account.ranges, next), {isFile, source});
		rows.verdict[region] = verdicts.rowOf(reuse(verdict));
		if (verdict.kind === threadStack.kind) {
			const details = texts.strings[rows.details[region] ?? 0] ?? '';
			rows.details[region] = texts.intern(nameThreads(details));
		}
	}
}

/** The first range from `from` on that ends behind `start`. */
function skipRanges(ranges: readonly JvmRange[], from: number, start: number): number {
	let next = from;
	while (next < ranges.length && (ranges[next]?.end ?? 0) <= start) {
		next++;
	}

	return next;
}

/** Bytes of a region that the JVM speaks of. */
type Shares = {
	/** Bytes that can be accessed; all, where none can. */
	readonly total: number;
	readonly byPurpose: ReadonlyMap<JvmPurpose, number>;
	/** Bytes in ranges of which the JVM names several purposes. */
	readonly mixed: number;
};

/**
 * Counts only what can be accessed: guards and reserves around it are often made by somebody else, as the guard that
 * glibc puts in front of a stack.
 */
function measureShares(scan: VmaScan, first: number, end: number, ranges: readonly JvmRange[], from: number): Shares {
	const rows = Array.from({length: end - first}, (_, row) => first + row);
	const accessible = rows.filter(row => !isInaccessible(scan, row));
	const byPurpose = new Map<JvmPurpose, number>();
	let total = 0;
	let mixed = 0;
	let next = from;
	for (const row of accessible.length > 0 ? accessible : rows) {
		const start = scan.vmas.start[row] ?? 0;
		const limit = endOf(scan, row);
		total += limit - start;
		next = skipRanges(ranges, next, start);
		for (let at = next; at < ranges.length && (ranges[at]?.start ?? limit) < limit; at++) {
			const range = ranges[at];
			const length = range ? Math.min(range.end, limit) - Math.max(range.start, start) : 0;
			const [purpose] = range?.purposes ?? [];
			if (range?.purposes.length === 1 && purpose) {
				byPurpose.set(purpose, (byPurpose.get(purpose) ?? 0) + length);
			} else {
				mixed += length;
			}
		}
	}

	return {total, byPurpose, mixed};
}

function judge(
	before: Verdict,
	{total, byPurpose, mixed}: Shares,
	{isFile, source}: {readonly isFile: boolean; readonly source: string},
): Verdict {
	const [most] = [...byPurpose].toSorted(([, one], [, other]) => other - one);
	if (!most) {
		return mixed === 0
			? before
			: {...before, evidence: `${before.evidence} The JVM has several things in it (${source}).`};
	}

	const [purpose, bytes] = most;
	// What is mapped from a file stays a file, unless the JVM has made a part of its heap of it.
	if (isFile && purpose.isSaidOfFiles !== true) {
		const word = purpose.kind === before.kind ? 'The JVM says so too' : `The JVM calls it ${purpose.kind}`;
		return {...before, evidence: `${before.evidence} ${word} (${source}).`};
	}

	const {type, kind} = purpose;
	if (bytes === total) {
		return {type, kind, evidence: `The JVM says so (${source}).`};
	}

	if (bytes * 2 > total) {
		const evidence = `The JVM says so of ${sayBytes(bytes)} of the ${sayBytes(total)} that can be accessed (${source}).`;
		return {type, kind, evidence, isInferred: true};
	}

	const parts = [...byPurpose].map(([part, size]) => `${sayBytes(size)} of ${part.kind}`).join(' and ');
	return {
		...before,
		evidence: `${before.evidence} The JVM has ${parts} in it, of ${sayBytes(total)} (${source}).`,
	};
}

/** Equal verdicts become one, as the columns of regions store rows of verdicts. */
function shareVerdicts(): (verdict: Verdict) => Verdict {
	const known = new Map<string, Verdict>();
	return verdict => {
		const key = `${verdict.type}\n${verdict.kind}\n${verdict.evidence}\n${verdict.isInferred === true}`;
		const shared = known.get(key) ?? verdict;
		known.set(key, shared);
		return shared;
	};
}

/**
 * Gives live threads the whole names that the JVM has for them: the kernel keeps 15 bytes of each, and calls the one that
 * runs main() by the program. For its own helpers the JVM has one name together, and then the kernel's says more.
 */
function prepareNames({threads}: JvmAccount, live: readonly ThreadClue[]): (details: string) => string {
	const names = new Map(threads.map(({tid, name}) => [tid, name]));
	const comms = new Map(live.map(({tid, name}) => [tid, name]));
	return details =>
		details.replace(/^thread (\d+) .*$/, (whole, digits: string) => {
			const name = names.get(Number(digits));
			const comm = comms.get(Number(digits));
			if (name === undefined || comm === undefined) {
				return whole;
			}

			const isCut = name.startsWith(comm.replaceAll(/[\s,]/g, '-'));
			return isCut || name === 'main' ? `thread ${digits} ${isCut ? comm + name.slice(comm.length) : name}` : whole;
		});
}
