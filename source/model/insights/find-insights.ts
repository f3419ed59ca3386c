import {sliceRegion} from '../region-slice.ts';
import type {Snapshot} from '../snapshot.ts';
import {findDeletedFiles} from './deleted-files.ts';
import {findFixedImages} from './fixed-images.ts';
import {findForkShared} from './fork-shared.ts';
import {findFragmentation} from './fragmentation.ts';
import {findHugePages} from './huge-pages.ts';
import type {Insight} from './insight.ts';
import {findJvmAccount} from './jvm-account.ts';
import {findMappingCount} from './mapping-count.ts';
import {findPageTables} from './page-tables.ts';
import {findSwap} from './swap.ts';
import {findUnusableSpace} from './unusable-space.ts';
import {findUnusedStacks} from './unused-stacks.ts';
import {findWritableCode} from './writable-code.ts';

const finders: readonly ((snapshot: Snapshot) => Insight | undefined)[] = [
	findMappingCount,
	findWritableCode,
	findFixedImages,
	findDeletedFiles,
	findForkShared,
	findSwap,
	findUnusedStacks,
	findHugePages,
	findPageTables,
	findUnusableSpace,
	findJvmAccount,
	findFragmentation,
];

/** Those that say something of memory itself, wherever it lies. */
const findersOfParts: typeof finders = [
	findWritableCode,
	findDeletedFiles,
	findForkShared,
	findSwap,
	findUnusedStacks,
	findHugePages,
];

/**
 * Finds what is worth knowing of a process: warnings first, each in the order of the list above. What a snapshot does
 * not tell, or what there is none of, is left out.
 */
export function findInsights(snapshot: Snapshot): readonly Insight[] {
	return order(finders.flatMap(find => find(snapshot) ?? []));
}

/** The same of one region, or of some of its blocks: rows from the first of `blocks` to before the second. */
export function findInsightsOf(
	snapshot: Snapshot,
	region: number,
	blocks: readonly [number, number],
): readonly Insight[] {
	const part = sliceRegion(snapshot, region, blocks);
	return order(findersOfParts.flatMap(find => find(part) ?? []));
}

function order(insights: readonly Insight[]): readonly Insight[] {
	return [...insights.filter(({isWarning}) => isWarning), ...insights.filter(({isWarning}) => !isWarning)];
}
