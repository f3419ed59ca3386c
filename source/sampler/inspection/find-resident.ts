import {isRead, type Range} from '../../model/inspection.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';
import {joinTouching} from './join-touching.ts';

/** What is read of some ranges. Where it is not known what is in memory, it is all that could be. */
export type Resident = {readonly runs: readonly Range[]; readonly isPresenceKnown: boolean};

/**
 * What of the ranges is in memory, ascending; neighbours are one, so that what stands over the edge of two is whole. The
 * ranges may begin and end within a page. Pages of zeros of the kernel count only where `hasZeroPages` says so.
 */
export function findResident(
	memory: ProcessMemory,
	ranges: readonly Range[],
	{hasZeroPages}: {readonly hasZeroPages: boolean},
): Resident | Refusal {
	const {pageSize} = memory;
	const resident: Range[] = [];
	let isPresenceKnown = true;
	for (const range of ranges) {
		const runs = memory.findPages({
			start: Math.floor(range.start / pageSize) * pageSize,
			end: Math.ceil(range.end / pageSize) * pageSize,
		});
		if (isRefusal(runs)) {
			return runs;
		}

		for (const run of runs) {
			isPresenceKnown &&= run.state !== 'perhaps in memory';
			const isZero = run.state === 'in memory' && run.isZero;
			if (!isRead(run.state) || (isZero && !hasZeroPages)) {
				continue;
			}

			resident.push({start: Math.max(run.start, range.start), end: Math.min(run.end, range.end)});
		}
	}

	return {runs: joinTouching(resident), isPresenceKnown};
}
