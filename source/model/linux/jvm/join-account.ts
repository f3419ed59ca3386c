import {clock} from '../../clock.ts';
import {sayBytes} from '../../say.ts';
import type {ThreadClue} from '../clues.ts';
import type {RegionRows} from '../regions/region-rows.ts';
import type {TextTable} from '../text-table.ts';
import type {Verdict, VerdictTable} from '../verdict.ts';
import {endOf, type VmaScan} from '../vma-scan.ts';
import {measureShares, type Shares, skipRanges} from './account-shares.ts';
import type {JvmAccount} from './jvm-account.ts';
import {threadStack} from './jvm-purposes.ts';
import {prepareNames} from './thread-names.ts';

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
