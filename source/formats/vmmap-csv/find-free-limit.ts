import {layOutRows, type Space} from '../vmmap/lay-out-rows.ts';
import type {VmmapRegion} from '../vmmap/vmmap-region.ts';
import type {SummaryTable} from './read-summary-table.ts';

/**
 * Where free space ends, from how much of it there is in all: what does not lie between the regions lies behind the last.
 * Undefined where the sums contradict the regions.
 */
export function findFreeLimit(
	regions: readonly VmmapRegion[],
	summary: SummaryTable,
	linux: Space['linux'],
): number | undefined {
	const total = summary.get('Free')?.size;
	const laidOut = layOutRows(regions, linux ? 'linux' : 'windows', {
		freeLimit: Number.MAX_SAFE_INTEGER,
		...(linux && {linux}),
	});
	const gaps = laidOut.flatMap(entry => (entry.kind === 'gap' && entry.gap.type === 'Free' ? [entry.gap] : []));
	const last = gaps.at(-1);
	if (total === undefined || !last) {
		return undefined;
	}

	const below = gaps.slice(0, -1).reduce((sum, {start, end}) => sum + end - start, 0);
	return total < below ? undefined : last.start + total - below;
}
