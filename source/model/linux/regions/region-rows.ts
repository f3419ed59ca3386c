import type {TextTable} from '../text-table.ts';
import type {Verdict, VerdictTable} from '../verdict.ts';

/** Regions as runs of VMA rows, before free space is put between them. */
export type RegionRows = {
	count: number;
	/** The first row of each region, and behind the last region the number of VMAs. */
	readonly first: Uint32Array;
	/** Rows of the verdict table. */
	readonly verdict: Uint32Array;
	/** Rows of the text table. */
	readonly details: Uint32Array;
	/** Rows of the text table; a row a VMA: what it is within its region. */
	readonly blockDetails: Uint32Array;
};

/** Where rules put the regions that they find. */
export type RegionSink = {
	/** Makes one region of the rows from `first` to before `end`, and gives back `end`. `details` is a row of texts. */
	readonly add: (first: number, end: number, verdict: Verdict, details: number) => number;
	/** Says what a VMA is within its region: `guard`, `reserve`, `.bss`. */
	readonly mark: (row: number, text: string) => void;
	readonly intern: (text: string) => number;
};

/**
 * Finds the region that begins with a row: puts it into the sink and gives back the row after it, or the row itself
 * where the rule does not apply.
 */
export type RegionRule = (row: number) => number;

/** Makes room for the regions of `vmaCount` VMAs, and the sink that fills it. */
export function createRegionRows(
	vmaCount: number,
	texts: TextTable,
	verdicts: VerdictTable,
): {readonly rows: RegionRows; readonly sink: RegionSink} {
	const rows: RegionRows = {
		count: 0,
		first: new Uint32Array(vmaCount + 1),
		verdict: new Uint32Array(vmaCount),
		details: new Uint32Array(vmaCount),
		blockDetails: new Uint32Array(vmaCount),
	};
	const add = (first: number, end: number, verdict: Verdict, details: number): number => {
		rows.first[rows.count] = first;
		rows.verdict[rows.count] = verdicts.rowOf(verdict);
		rows.details[rows.count] = details;
		rows.count++;
		rows.first[rows.count] = end;
		return end;
	};

	const mark = (row: number, text: string): void => {
		rows.blockDetails[row] = texts.intern(text);
	};

	return {rows, sink: {add, mark, intern: texts.intern}};
}
