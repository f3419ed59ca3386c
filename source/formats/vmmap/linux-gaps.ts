import type {Gap} from '../../model/windows/free-space.ts';
import type {VmmapRegion} from './vmmap-region.ts';

/** What lies between the mappings of a Linux process and is not free, in bytes. */
export type LinuxSpace = {
	/** At the bottom, where nobody may map (sysctl vm.mmap_min_addr). */
	readonly belowMinimum: number;
	/** Below the main stack. */
	readonly stackGap: number;
};

/** Linux: mm/mmap.c, stack_guard_gap: 256 pages, of 4 KB nearly everywhere. */
const guardGap = 256 * 4096;

/** Divides `unusable` bytes, all that a file says of them, into what must lie below the main stack and what does not. */
export function findLinuxSpace(regions: readonly VmmapRegion[], unusable: number): LinuxSpace {
	const stack = regions.findIndex(isMainStack);
	const before = regions[stack - 1];
	const gap = stack === -1 ? 0 : (regions[stack]?.address ?? 0) - (before ? before.address + before.size : 0);
	const stackGap = Math.min(guardGap, gap);
	return unusable < stackGap ? {belowMinimum: unusable, stackGap: 0} : {belowMinimum: unusable - stackGap, stackGap};
}

/** What lies between `start` and `next`, or `end` behind the last mapping. */
export function divideLinuxGap(
	start: number,
	next: VmmapRegion | undefined,
	end: number,
	{belowMinimum, stackGap}: LinuxSpace,
): readonly Gap[] {
	const freeStart = start === 0 ? Math.min(belowMinimum, end) : start;
	const freeEnd = next && isMainStack(next) ? Math.max(freeStart, end - stackGap) : end;
	const gaps: readonly Gap[] = [
		{type: 'Unusable', start, end: freeStart},
		{type: 'Free', start: freeStart, end: freeEnd},
		{type: 'Unusable', start: freeEnd, end},
	];
	return gaps.filter(gap => gap.start < gap.end);
}

function isMainStack({type, kind}: VmmapRegion): boolean {
	return type === 'Stack' && kind === 'main stack';
}
