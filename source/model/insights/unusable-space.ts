import {formatPercent} from '../format.ts';
import {typeCode} from '../memory-type.ts';
import {regionMeasure} from '../region-measures.ts';
import {sayBytes, sayCount} from '../say.ts';
import {numberAt, type Snapshot} from '../snapshot.ts';
import type {Insight} from './insight.ts';

/** Of a whole address space: with 4 GB, some 200 MB. */
const warningShare = 0.05;

/** Windows: address space that is lost where allocations end before a multiple of 64 KB. */
export function findUnusableSpace(snapshot: Snapshot): Insight | undefined {
	if (snapshot.platform !== 'windows') {
		return;
	}

	const {regions} = snapshot;
	const sizes = regionMeasure(snapshot, 'size');
	const unusable = typeCode('Unusable');
	let count = 0;
	let lost = 0;
	let all = 0;
	for (let region = 0; region < regions.count; region++) {
		const size = numberAt(sizes, region) ?? 0;
		all += size;
		if (regions.type[region] === unusable) {
			count++;
			lost += size;
		}
	}

	return count === 0
		? undefined
		: {
				subject: 'unusable space',
				sentence:
					`${sayBytes(lost)} of address space in ${sayCount(count, 'piece')} are unusable, ${formatPercent(lost / all)} ` +
					'of it: allocations begin at multiples of 64 KB, and what is behind the end of one is lost.',
				isWarning: lost >= all * warningShare,
			};
}
