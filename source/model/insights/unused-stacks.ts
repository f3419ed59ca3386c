import {formatPercent} from '../format.ts';
import {regionMeasure} from '../region-measures.ts';
import {numberAt, type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';
import {sayBytes, sayCount} from './say.ts';

/** What a stack has in its details of which no thread uses it. */
const withoutThread = 'no live thread';

/**
 * Stacks of threads against what was ever used of them. Linux: pages in memory and pages swapped out, of what is
 * committed. Windows: what is committed, since it commits a stack as it grows, of what is reserved.
 */
export function findUnusedStacks(snapshot: Snapshot): Insight | undefined {
	const {regions} = snapshot;
	const isWindows = snapshot.platform === 'windows';
	const whole = regionMeasure(snapshot, isWindows ? 'size' : 'committed');
	const resident = regionMeasure(snapshot, isWindows ? 'committed' : 'totalWs');
	const swap = isWindows ? undefined : regionMeasure(snapshot, 'swap');
	let count = 0;
	let threadless = 0;
	let reserved = 0;
	let used = 0;
	for (let region = 0; region < regions.count; region++) {
		if (!isThreadStack(textAt(snapshot, regions.kind, region))) {
			continue;
		}

		count++;
		threadless += textAt(snapshot, regions.details, region) === withoutThread ? 1 : 0;
		reserved += numberAt(whole, region) ?? Number.NaN;
		used += (numberAt(resident, region) ?? Number.NaN) + (swap ? (numberAt(swap, region) ?? Number.NaN) : 0);
	}

	if (count === 0 || Number.isNaN(reserved + used) || reserved === 0) {
		return;
	}

	const idle = threadless === 0 ? '' : ` ${sayCount(threadless, 'of them has', 'of them have')} no live thread.`;
	return {
		subject: 'stacks',
		sentence:
			`${sayCount(count, 'thread stack')} of ${sayBytes(reserved)}, of which ${sayBytes(used)}, ` +
			`${formatPercent(used / reserved)}, ${isWindows ? 'are committed' : 'were ever touched'}.${idle}`,
		isWarning: false,
	};
}

/** Windows gives a 32-bit thread a second one, the `64-bit thread stack`. */
function isThreadStack(kind: string): boolean {
	return kind === 'thread stack' || kind === '64-bit thread stack';
}
