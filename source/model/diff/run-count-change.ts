import {regionRunCount} from '../snapshot.ts';
import type {DiffSnapshot} from './diff-view.ts';

/** By how much the number that the column Blocks shows of a region changed. */
export function runCountChange({diff}: DiffSnapshot, region: number): number {
	const one = diff.rows.regionBefore[region] ?? -1;
	const other = diff.rows.regionAfter[region] ?? -1;
	const before = one < 0 ? 0 : regionRunCount(diff.before.snapshot, one);
	const after = other < 0 ? 0 : regionRunCount(diff.after.snapshot, other);
	return after - before;
}
