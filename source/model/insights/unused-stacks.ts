import {formatPercent} from '../format.ts';
import {regionMeasure} from '../region-measures.ts';
import {numberAt, type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';
import {sayBytes, sayCount} from './say.ts';

/** What a stack has in its details of which no thread uses it. */
const withoutThread = 'no live thread';

/** Stacks of threads against what was ever touched of them: pages in memory and pages swapped out. */
export function findUnusedStacks(snapshot: Snapshot): Insight | undefined {
	const {regions} = snapshot;
	const committed = regionMeasure(snapshot, 'committed');
	const resident = regionMeasure(snapshot, 'totalWs');
	const swap = regionMeasure(snapshot, 'swap');
	let count = 0;
	let threadless = 0;
	let reserved = 0;
	let touched = 0;
	for (let region = 0; region < regions.count; region++) {
		if (textAt(snapshot, regions.kind, region) !== 'thread stack') {
			continue;
		}

		count++;
		threadless += textAt(snapshot, regions.details, region) === withoutThread ? 1 : 0;
		reserved += numberAt(committed, region) ?? Number.NaN;
		touched += (numberAt(resident, region) ?? Number.NaN) + (swap ? (numberAt(swap, region) ?? Number.NaN) : 0);
	}

	if (count === 0 || Number.isNaN(reserved + touched) || reserved === 0) {
		return;
	}

	const idle = threadless === 0 ? '' : ` ${sayCount(threadless, 'of them has', 'of them have')} no live thread.`;
	return {
		subject: 'stacks',
		sentence:
			`${sayCount(count, 'thread stack')} of ${sayBytes(reserved)}, of which ${sayBytes(touched)}, ` +
			`${formatPercent(touched / reserved)}, were ever touched.${idle}`,
		isWarning: false,
	};
}
