import {formatPercent} from '../format.ts';
import {regionMeasure} from '../region-measures.ts';
import {sayBytes} from '../say.ts';
import {numberAt, type Snapshot, textAt} from '../snapshot.ts';
import {summarize} from '../summary.ts';
import type {Insight} from './insight.ts';

const warningShare = 0.1;

/** What is swapped out: each page of it is read from disk again when it is used. */
export function findSwap(snapshot: Snapshot): Insight | undefined {
	const {total} = summarize(snapshot);
	const {swap, totalWs} = total;
	if (swap === undefined || totalWs === undefined || swap === 0) {
		return;
	}

	const column = regionMeasure(snapshot, 'swap');
	let most = 0;
	for (let region = 0; region < snapshot.regions.count; region++) {
		most = (numberAt(column, region) ?? 0) > (numberAt(column, most) ?? 0) ? region : most;
	}

	const share = swap / (swap + totalWs);
	const {regions} = snapshot;
	const largest =
		regions.count === 1
			? ''
			: `; the most, ${sayBytes(numberAt(column, most) ?? 0)}, of one ${textAt(snapshot, regions.kind, most)}`;
	return {
		subject: 'swap',
		sentence: `${sayBytes(swap)} are swapped out, ${formatPercent(share)} of what is in use${largest}.`,
		isWarning: share >= warningShare,
	};
}
