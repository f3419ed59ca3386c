import {formatPercent} from '../format.ts';
import {sayBytes} from '../say.ts';
import type {Snapshot} from '../snapshot.ts';
import {summarize} from '../summary.ts';
import type {Insight} from './insight.ts';

/**
 * Full page tables are 1/512 of what they map (8 bytes for 4,096). What is far above is spread thin: many mappings with
 * a few pages each.
 */
const warningShare = 0.1;

/** Page tables against what they map. */
export function findPageTables(snapshot: Snapshot): Insight | undefined {
	const {pageTable} = snapshot;
	const tables = pageTable ?? 0;
	const {totalWs, swap} = summarize(snapshot).total;
	// The total has the page tables in it, which nothing maps. What is swapped out has its place in them.
	const mapped = (totalWs ?? 0) - tables + (swap ?? 0);
	if (pageTable === undefined || totalWs === undefined || mapped <= 0) {
		return;
	}

	const isLarger = tables > mapped;
	return {
		subject: 'page tables',
		sentence:
			`Page tables take ${sayBytes(tables)} for ${sayBytes(mapped)} in memory${swap ? ' and in swap' : ''}, ${formatPercent(tables / mapped)}` +
			`${isLarger ? ': more than what they map.' : '.'}`,
		isWarning: tables >= mapped * warningShare,
	};
}
