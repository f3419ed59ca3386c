import type {Range} from '../../model/inspection.ts';

/**
 * Joins ranges that touch each other; all ascend. The kernel has several mappings of what was locked in part, for one, and
 * several runs of pages where only their kind differs.
 */
export function joinTouching(ranges: readonly Range[]): readonly Range[] {
	const joined: {start: number; end: number}[] = [];
	for (const {start, end} of ranges) {
		const last = joined.at(-1);
		if (last?.end === start) {
			last.end = end;
		} else {
			joined.push({start, end});
		}
	}

	return joined;
}
