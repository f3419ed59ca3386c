import {allocationGranularity} from './constants.ts';
import {roundUp} from './round-up.ts';

/** Address space between allocations. */
export type Gap = {readonly type: 'Unusable' | 'Free'; readonly start: number; readonly end: number};

/**
 * What lies between two allocations: an allocation can begin only at a multiple of 64 KB, so what is left behind the
 * first one up to there is unusable; the rest is free. `start` is the end of the first (0 at the bottom of the address
 * space), `end` the beginning of the second. Free space counts up to `limit`: what the program itself cannot use is
 * neither.
 */
export function divideGap(start: number, end: number, limit: number): readonly Gap[] {
	const free = Math.min(roundUp(start, allocationGranularity), end);
	const gaps: readonly Gap[] = [
		{type: 'Unusable', start, end: free},
		{type: 'Free', start: free, end: Math.min(end, limit)},
	];
	return gaps.filter(gap => gap.start < gap.end);
}
