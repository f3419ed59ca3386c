import {typeCode} from '../../memory-type.ts';
import type {TextTable} from '../text-table.ts';
import type {Verdict} from '../verdict.ts';

/** Regions as runs of VMA rows, before free space is put between them. Columns are filled up to `count`. */
export type RegionRows = {
	count: number;
	readonly first: Uint32Array;
	readonly type: Uint8Array;
	/** Rows of the text table, as all texts here. */
	readonly kind: Uint32Array;
	readonly details: Uint32Array;
	readonly evidence: Uint32Array;
	readonly isInferred: Uint8Array;
	/** What each VMA is within its region; a row a VMA. */
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

/** A verdict as columns store it. */
export type VerdictCodes = {
	readonly type: number;
	readonly kind: number;
	readonly evidence: number;
	readonly isInferred: 0 | 1;
};

/** Makes a function that turns a verdict into codes, once for each verdict. */
export function encodeVerdicts({intern}: TextTable): (verdict: Verdict) => VerdictCodes {
	const known = new Map<Verdict, VerdictCodes>();
	return verdict => {
		const codes = known.get(verdict) ?? {
			type: typeCode(verdict.type),
			kind: intern(verdict.kind),
			evidence: intern(verdict.evidence),
			isInferred: verdict.isInferred === true ? 1 : 0,
		};
		known.set(verdict, codes);
		return codes;
	};
}

/** Makes room for the regions of `vmaCount` VMAs, and the sink that fills it. */
export function createRegionRows(
	vmaCount: number,
	texts: TextTable,
	encode: (verdict: Verdict) => VerdictCodes,
): {readonly rows: RegionRows; readonly sink: RegionSink} {
	const rows: RegionRows = {
		count: 0,
		first: new Uint32Array(vmaCount + 1),
		type: new Uint8Array(vmaCount),
		kind: new Uint32Array(vmaCount),
		details: new Uint32Array(vmaCount),
		evidence: new Uint32Array(vmaCount),
		isInferred: new Uint8Array(vmaCount),
		blockDetails: new Uint32Array(vmaCount),
	};
	const add = (first: number, end: number, verdict: Verdict, details: number): number => {
		const {type, kind, evidence, isInferred} = encode(verdict);
		const region = rows.count;
		rows.first[region] = first;
		rows.type[region] = type;
		rows.kind[region] = kind;
		rows.details[region] = details;
		rows.evidence[region] = evidence;
		rows.isInferred[region] = isInferred;
		rows.first[region + 1] = end;
		rows.count = region + 1;
		return end;
	};

	const mark = (row: number, text: string): void => {
		rows.blockDetails[row] = texts.intern(text);
	};

	return {rows, sink: {add, mark, intern: texts.intern}};
}
