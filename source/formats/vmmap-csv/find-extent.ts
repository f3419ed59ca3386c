import {formatAddress, formatSize} from '../../model/format.ts';
import {type MemoryType, memoryTypes} from '../../model/memory-type.ts';
import type {VmmapRegion} from '../vmmap/vmmap-region.ts';
import {kilobyte} from './kilobyte.ts';
import type {RegionTable} from './read-regions.ts';
import type {SummaryTable} from './read-summary-table.ts';

/** Types of which VMMap lists no regions, or only where it is told to. */
const unlisted: ReadonlySet<MemoryType> = new Set(['Page Table', 'Unusable', 'Free']);

/** The smallest block but those of .NET heaps. */
const page = 4096;

/**
 * Whether the regions are of all types that the table of types has something of, or of the one that was selected when
 * VMMap wrote the file. Throws a SyntaxError where they are neither: then the file was cut off.
 */
export function findExtent({regions, lastLine}: RegionTable, summary: SummaryTable): 'all' | 'one type' {
	const refuse = (reason: string): never => {
		throw new SyntaxError(`line ${lastLine}: the file ends too early: ${reason}`);
	};
	const last = regions.at(-1);
	// Who else writes such files may leave out all blocks.
	const hasBlocks = regions.length === 1 || regions.some(({rows}) => rows.length > 0);
	if (last && hasBlocks && !unlisted.has(last.type) && lacksBlocks(last)) {
		refuse(`blocks of the region at ${formatAddress(last.address, 16)} are missing`);
	}

	const sums = sumSizes(regions);
	const listed = memoryTypes.filter(({name}) => !unlisted.has(name)).map(({name}) => name);
	const missing = listed.filter(type => !sums.has(type) && (summary.get(type)?.size ?? 0) > 0);
	const short = listed.find(type => {
		const {size = 0, slack = 0} = sums.get(type) ?? {};
		return sums.has(type) && size + slack < (summary.get(type)?.size ?? 0);
	});
	const isOneType = regions.length > 0 && listed.filter(type => sums.has(type)).length <= 1;
	const incomplete = short ?? (isOneType ? undefined : missing[0]);
	if (incomplete !== undefined) {
		const said = formatSize(summary.get(incomplete)?.size, 20);
		const found = formatSize(sums.get(incomplete)?.size ?? 0, 20) || '0';
		refuse(`its table of types has ${said}K of ${incomplete}, and its regions have ${found}K`);
	}

	return missing.length === 0 ? 'all' : 'one type';
}

/** Every region is followed by its blocks, of which Blocks counts those that differ in protection. */
function lacksBlocks({size, rows, blocks = 0}: VmmapRegion): boolean {
	return rows.length < blocks || size - rows.reduce((sum, row) => sum + row.size, 0) >= page;
}

/** Only .NET heaps begin within a page, so that a KB of each region may be cut off. */
function sumSizes(
	regions: readonly VmmapRegion[],
): ReadonlyMap<MemoryType, {readonly size: number; readonly slack: number}> {
	const sums = new Map<MemoryType, {readonly size: number; readonly slack: number}>();
	for (const {type, size} of regions) {
		const before = sums.get(type) ?? {size: 0, slack: 0};
		sums.set(type, {
			size: before.size + size,
			slack: before.slack + (type === 'Managed Heap' ? kilobyte : 0),
		});
	}

	return sums;
}
