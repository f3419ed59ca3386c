import type {Clues} from '../clues.ts';
import {withoutDeletedMark} from '../deleted-mark.ts';
import type {RegionRows} from '../regions/region-rows.ts';
import type {TextTable} from '../text-table.ts';
import type {Verdict, VerdictTable} from '../verdict.ts';
import {endOf, type VmaScan} from '../vma-scan.ts';
import {recognisePieces} from './pieces.ts';
import {type Recognise, type Subject, unknownKind} from './recogniser.ts';
import {recognisers} from './recognisers.ts';
import {mentionStacks, nameStacks} from './stacks.ts';

/** Kinds that say how memory was made and not what it is for, or that still lack their proof. */
const openKinds: ReadonlySet<string> = new Set([
	'main heap',
	'glibc arena',
	'anonymous',
	'reserved',
	'huge pages',
	'JIT code',
	'file',
	'deleted file',
	'copy-on-write file',
	'shared anonymous',
	'SysV',
	'memfd',
	'POSIX shared memory',
]);

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
	}: {
		readonly texts: TextTable;
		readonly verdicts: VerdictTable;
		readonly clues: Clues;
	},
): void {
	let isAnythingRead = false;
	const readWords = (address: number): BigUint64Array | undefined => {
		const words = clues.readWords?.(address);
		isAnythingRead ||= words !== undefined;
		return words;
	};

	const {recognise, lookedFor} = begin({
		scan,
		clues: {...clues, ...(clues.readWords && {readWords})},
		mapsFile: rememberPaths(scan),
	});
	const unknown: number[] = [];
	for (let region = 0; region < rows.count; region++) {
		const verdict = verdicts.verdicts[rows.verdict[region] ?? 0];
		if (!verdict || !openKinds.has(verdict.kind)) {
			continue;
		}

		const first = rows.first[region] ?? 0;
		const end = rows.first[region + 1] ?? 0;
		const limit = endOf(scan, end - 1);
		const open = {first, end, start: scan.vmas.start[first] ?? 0, limit, kind: verdict.kind};
		const known = recognise(open);
		if (known) {
			rows.verdict[region] = verdicts.rowOf(known);
		} else if (verdict.kind === unknownKind) {
			unknown.push(region);
		}
	}

	const remaining = sayWhatWasTried(lookedFor, isAnythingRead);
	for (const region of unknown) {
		const verdict = verdicts.verdicts[rows.verdict[region] ?? 0];
		const tried = verdict && remaining(verdict);
		if (tried) {
			rows.verdict[region] = verdicts.rowOf(tried);
		}
	}

	// A stack pointer may be in the heap of a runtime with stacks of its own, as Go, so that the heap is known first.
	const elsewhere = nameStacks(scan, rows, {
		texts,
		verdicts,
		threads: clues.threads,
		readWords: clues.readWords,
	});
	for (const [region, threads] of elsewhere) {
		const verdict = verdicts.verdicts[rows.verdict[region] ?? 0];
		rows.verdict[region] = verdict ? verdicts.rowOf(mentionStacks(verdict, threads)) : 0;
	}
}

const firstWithPieces = recognisers.find(({pieces}) => pieces);

/** Asks every recogniser whether it can know anything of a process. */
function begin(subject: Subject): {readonly recognise: Recognise; readonly lookedFor: readonly string[]} {
	const pieces = recognisePieces(recognisers, subject);
	const present: Recognise[] = [];
	const lookedFor = new Set<string>();
	for (const recogniser of recognisers) {
		const begun = recogniser.begin?.(subject);
		if (begun) {
			present.push(begun);
			lookedFor.add(recogniser.looksFor);
		}

		// All pieces are stepped over together, where the first of those who know pieces stands.
		if (recogniser === firstWithPieces && pieces) {
			present.push(pieces.recognise);
			for (const name of pieces.lookedFor) {
				lookedFor.add(name);
			}
		}
	}

	return {
		recognise(region) {
			let open = region;
			let refuted: Verdict | undefined;
			for (const recognise of present) {
				const known = recognise(open);
				if (known && known.kind !== unknownKind) {
					return known;
				}

				if (known) {
					refuted = known;
					open = {...region, kind: unknownKind};
				}
			}

			return refuted;
		},
		lookedFor: [...lookedFor],
	};
}

function rememberPaths({vmas}: VmaScan): Subject['mapsFile'] {
	const paths = [...new Set(vmas.path)].map(path => withoutDeletedMark(vmas.strings[path] ?? ''));
	return pattern => paths.some(path => pattern.test(path));
}

function sayWhatWasTried(tried: readonly string[], isAnythingRead: boolean): (verdict: Verdict) => Verdict | undefined {
	const evidence = isAnythingRead
		? `Private anonymous memory of which nothing more is known. Looked for: ${tried.join(', ')}.`
		: 'Private anonymous memory of which nothing more is known: what is written in it could not be read.';
	const answers = new Map<Verdict, Verdict>();
	return verdict => {
		if (tried.length === 0) {
			return;
		}

		const answer = answers.get(verdict) ?? {...verdict, evidence};
		answers.set(verdict, answer);
		return answer;
	};
}
