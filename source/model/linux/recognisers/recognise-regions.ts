import type {Clues} from '../clues.ts';
import type {RegionRows} from '../regions/region-rows.ts';
import type {TextTable} from '../text-table.ts';
import type {Verdict, VerdictTable} from '../verdict.ts';
import {endOf, type VmaScan} from '../vma-scan.ts';
import type {Subject} from './recogniser.ts';
import {recognisers} from './recognisers.ts';
import {mentionStacks, nameStacks} from './stacks.ts';

/** Kinds that say how memory was made and not what it is for, or that still lack their proof. */
const openKinds: ReadonlySet<string> = new Set([
	'glibc arena',
	'anonymous',
	'reserved',
	'JIT code',
	'file',
	'deleted file',
	'copy-on-write file',
	'shared anonymous',
	'SysV',
	'memfd',
	'POSIX shared memory',
]);

/** The kind that a region keeps of which nobody knows anything. */
const unknownKind = 'anonymous';

/**
 * Gives finer verdicts to regions that name, flags and shape left open. Each goes to the first recogniser that knows it;
 * what remains says in its evidence what was looked for.
 */
export function recogniseRegions(
	scan: VmaScan,
	rows: RegionRows,
	{
		texts,
		verdicts,
		clues,
		command,
	}: {
		readonly texts: TextTable;
		readonly verdicts: VerdictTable;
		readonly clues: Clues;
		readonly command: string;
	},
): void {
	const stacksElsewhere = nameStacks(scan, rows, {texts, verdicts, threads: clues.threads});
	const subject = {scan, clues, command, mapsFile: rememberPaths(scan)};
	const present = recognisers.flatMap(({begin, looksFor}) => {
		const recognise = begin(subject);
		return recognise ? [{recognise, looksFor}] : [];
	});
	const remaining = sayWhatWasTried(present.map(({looksFor}) => looksFor));
	for (let region = 0; region < rows.count; region++) {
		const verdict = verdicts.verdicts[rows.verdict[region] ?? 0];
		if (!verdict || !openKinds.has(verdict.kind)) {
			continue;
		}

		const first = rows.first[region] ?? 0;
		const end = rows.first[region + 1] ?? 0;
		const limit = endOf(scan, end - 1);
		const open = {first, end, start: scan.vmas.start[first] ?? 0, limit, kind: verdict.kind};
		let known: Verdict | undefined;
		for (const {recognise} of present) {
			known = recognise(open);
			if (known) {
				break;
			}
		}

		known ??= verdict.kind === unknownKind ? remaining(verdict) : undefined;
		if (known) {
			rows.verdict[region] = verdicts.rowOf(known);
		}
	}

	for (const [region, threads] of stacksElsewhere) {
		const verdict = verdicts.verdicts[rows.verdict[region] ?? 0];
		rows.verdict[region] = verdict ? verdicts.rowOf(mentionStacks(verdict, threads)) : 0;
	}
}

function rememberPaths({vmas}: VmaScan): Subject['mapsFile'] {
	const paths = [...new Set(vmas.path)].map(path => vmas.strings[path] ?? '');
	return pattern => paths.some(path => pattern.test(path));
}

function sayWhatWasTried(tried: readonly string[]): (verdict: Verdict) => Verdict | undefined {
	const answers = new Map<Verdict, Verdict>();
	return verdict => {
		if (tried.length === 0) {
			return;
		}

		const answer = answers.get(verdict) ?? {
			...verdict,
			evidence: `Private anonymous memory of which nothing more is known. Looked for: ${tried.join(', ')}.`,
		};
		answers.set(verdict, answer);
		return answer;
	};
}
