import {formatPercent} from '../format.ts';
import {sayBytes, sayCount} from '../say.ts';
import {numberAt, type Snapshot} from '../snapshot.ts';
import type {Insight} from './insight.ts';
import {mappedRows} from './mapped-rows.ts';

/**
 * Anonymous memory in transparent huge pages. The kernel fills them whole, so a part of them may never have been used;
 * mappings that were touched in part and have them are where this costs memory.
 */
export function findHugePages(snapshot: Snapshot): Insight | undefined {
	const fields = snapshot.blocks.linux?.fields;
	let huge = 0;
	let anonymous = 0;
	let blocks = 0;
	for (const row of mappedRows(snapshot)) {
		const own = numberAt(fields?.['AnonHugePages'], row) ?? 0;
		huge += own;
		blocks += own > 0 ? 1 : 0;
		anonymous += numberAt(fields?.['Anonymous'], row) ?? 0;
	}

	return huge === 0
		? undefined
		: {
				subject: 'huge pages',
				sentence:
					`${sayBytes(huge)} in ${sayCount(blocks, 'block')} are in transparent huge pages, ` +
					`${formatPercent(huge / anonymous)} of anonymous memory: each is filled whole, used or not.`,
				isWarning: false,
			};
}
