import {type MemoryType, typeCode} from '../memory-type.ts';
import type {TextTable} from './text-table.ts';

/** What a region is, and why. Verdicts are constants: 60,000 regions share a few dozen. */
export type Verdict = {
	readonly type: MemoryType;
	/** Finer than the type: `shared library`, `thread stack`, `memfd`. */
	readonly kind: string;
	/** One short sentence that says why. */
	readonly evidence: string;
	/** True where type or kind follows from how things usually are, not from what the kernel or the program says. */
	readonly isInferred?: boolean;
};

/** The verdicts of one snapshot, each once, as the columns of regions store them. */
export type VerdictTable = {
	/** The row of a verdict, which is added where it is new. */
	readonly rowOf: (verdict: Verdict) => number;
	/** The verdicts themselves. */
	readonly verdicts: readonly Verdict[];
	/** Columns, a row a verdict. Kind and evidence are rows of the text table. */
	readonly type: readonly number[];
	readonly kind: readonly number[];
	readonly evidence: readonly number[];
	readonly isInferred: readonly (0 | 1)[];
};

/** Makes an empty table of verdicts. */
export function createVerdictTable({intern}: TextTable): VerdictTable {
	const rows = new Map<Verdict, number>();
	const verdicts: Verdict[] = [];
	const type: number[] = [];
	const kind: number[] = [];
	const evidence: number[] = [];
	const isInferred: (0 | 1)[] = [];
	// Neighbours are mostly of one kind.
	let last: Verdict | undefined;
	let lastRow = 0;
	const rowOf = (verdict: Verdict): number => {
		if (verdict === last) {
			return lastRow;
		}

		const known = rows.get(verdict);
		if (known === undefined) {
			rows.set(verdict, type.length);
			verdicts.push(verdict);
			type.push(typeCode(verdict.type));
			kind.push(intern(verdict.kind));
			evidence.push(intern(verdict.evidence));
			isInferred.push(verdict.isInferred === true ? 1 : 0);
		}

		last = verdict;
		lastRow = known ?? type.length - 1;
		return lastRow;
	};

	return {rowOf, verdicts, type, kind, evidence, isInferred};
}
