import {formatPercent} from '../format.ts';
import {typeCode} from '../memory-type.ts';
import {regionMeasure} from '../region-measures.ts';
import {sayBytes, sayCount} from '../say.ts';
import {numberAt, type Snapshot} from '../snapshot.ts';
import type {Insight} from './insight.ts';

/** With as little as this in one piece, large allocations begin to fail: a large file, a heap, the stack of a thread. */
const smallPiece = 0x1000_0000;

/** How free address space is divided: the share of it that is not in the largest piece. */
export function findFragmentation(snapshot: Snapshot): Insight | undefined {
	const {regions} = snapshot;
	const sizes = regionMeasure(snapshot, 'size');
	const free = typeCode('Free');
	let count = 0;
	let total = 0;
	let largest = 0;
	for (let region = 0; region < regions.count; region++) {
		if (regions.type[region] === free) {
			const size = numberAt(sizes, region) ?? 0;
			count++;
			total += size;
			largest = Math.max(largest, size);
		}
	}

	return total === 0
		? undefined
		: {
				subject: 'fragmentation',
				sentence:
					`${sayBytes(total)} of address space are free in ${sayCount(count, 'piece')}, the largest has ` +
					`${sayBytes(largest)}: ${formatPercent(1 - largest / total)} fragmented.`,
				isWarning: largest < smallPiece,
			};
}
