import {createBlockColumns, createRegionColumns} from '../empty-columns.ts';
import {typeCode} from '../memory-type.ts';
import type {NumberColumn, RegionColumns, TextColumn} from '../snapshot.ts';
import type {BlockPlan} from './block-plan.ts';
import type {RegionVerdict} from './classify.ts';
import {divideGap, type Gap} from './free-space.ts';
import {type MemoryRuns, runEnd} from './memory-runs.ts';
import {describeProtection} from './protection.ts';
import type {RunRegions} from './regions.ts';
import type {Texts} from './texts.ts';
import type {Verdict} from './verdict.ts';

/** Where everything lies: regions of allocations, with free and unusable space between them. */
export type Layout = {
	readonly blocks: {
		readonly count: number;
		readonly start: NumberColumn;
		readonly size: NumberColumn;
		readonly region: Uint32Array<ArrayBuffer>;
		readonly protection: TextColumn;
		readonly details: TextColumn;
	};
	readonly regions: RegionColumns & {readonly runCount: Uint32Array<ArrayBuffer>};
	/** Puts a column of the plan into rows of blocks; free space becomes 0. */
	readonly placeBlocks: (column: NumberColumn) => NumberColumn;
	/** Puts a column of allocations into rows of regions; free space becomes 0. */
	readonly placeRegions: (column: NumberColumn) => NumberColumn;
};

const gapVerdicts: Readonly<Record<Gap['type'], Verdict>> = {
	Free: {type: 'Free', kind: 'free', evidence: 'Nothing is allocated here.'},
	Unusable: {
		type: 'Unusable',
		kind: 'unusable',
		evidence: 'Allocations begin at multiples of 64 KB, so nothing can be allocated here.',
	},
};

/** Puts free and unusable space between the allocations. `verdicts` has a row a region of runs. */
export function layOut(
	runs: MemoryRuns,
	regions: RunRegions,
	plan: BlockPlan,
	verdicts: readonly RegionVerdict[],
	freeLimit: number,
	texts: Texts,
): Layout {
	const gaps = findGaps(runs, regions, freeLimit);
	const gapCount = gaps.reduce((sum, {length}) => sum + length, 0);
	const blocks = createBlockColumns(plan.count + gapCount);
	const rows = {...createRegionColumns(regions.count + gapCount), runCount: new Uint32Array(regions.count + gapCount)};
	const blockPlaces = new Uint32Array(plan.count);
	const regionPlaces = new Uint32Array(regions.count);
	let block = 0;
	let target = 0;
	const addBlock = (start: number, size: number): void => {
		blocks.start[block] = start;
		blocks.size[block] = size;
		blocks.region[block] = target;
		block++;
	};

	const protectionRows = new Map<number, number>();
	const protectionRow = (protect: number): number => {
		const row = protectionRows.get(protect) ?? texts.intern(describeProtection(protect));
		protectionRows.set(protect, row);
		return row;
	};

	const addRegion = ({verdict, details}: RegionVerdict, runCount: number): void => {
		rows.type[target] = typeCode(verdict.type);
		rows.kind[target] = texts.intern(verdict.kind);
		rows.details[target] = texts.intern(details);
		rows.evidence[target] = texts.intern(verdict.evidence);
		rows.isInferred[target] = verdict.isInferred === true ? 1 : 0;
		rows.runCount[target] = runCount;
		target++;
		rows.firstBlock[target] = block;
	};

	let planned = 0;
	for (let region = 0; region <= regions.count; region++) {
		for (const {start, end, type} of gaps[region] ?? []) {
			addBlock(start, end - start);
			addRegion({verdict: gapVerdicts[type], details: ''}, 1);
		}

		const verdict = verdicts[region];
		if (verdict) {
			const firstRun = regions.firstRun[region] ?? 0;
			const endRun = regions.firstRun[region + 1] ?? 0;
			for (; planned < plan.count && (plan.run[planned] ?? 0) < endRun; planned++) {
				blocks.protection[block] = protectionRow(runs.protect[plan.run[planned] ?? 0] ?? 0);
				blocks.details[block] = texts.intern(plan.labels[planned] ?? '');
				blockPlaces[planned] = block;
				addBlock(plan.start[planned] ?? 0, plan.size[planned] ?? 0);
			}

			rows.protection[target] = protectionRow(greatestProtection(runs, firstRun, endRun));
			regionPlaces[region] = target;
			addRegion(verdict, endRun - firstRun);
		}
	}

	return {
		blocks,
		regions: rows,
		placeBlocks: column => place(column, blockPlaces, blocks.count),
		placeRegions: column => place(column, regionPlaces, rows.count),
	};
}

/** What lies before each region, and behind the last. */
function findGaps(runs: MemoryRuns, regions: RunRegions, freeLimit: number): readonly (readonly Gap[])[] {
	let previousEnd = 0;
	return Array.from({length: regions.count + 1}, (_, region) => {
		const first = regions.firstRun[region] ?? 0;
		const start = region < regions.count ? (runs.start[first] ?? 0) : runs.end;
		const gaps = start > previousEnd ? divideGap(previousEnd, start, freeLimit) : [];
		previousEnd = region < regions.count ? runEnd(runs, (regions.firstRun[region + 1] ?? 0) - 1) : start;
		return gaps;
	});
}

/** VMMap shows for a region the protection of its blocks that is greatest as a number; that of reserved ones is 0. */
function greatestProtection({protect}: MemoryRuns, first: number, end: number): number {
	let greatest = 0;
	for (let row = first; row < end; row++) {
		greatest = Math.max(greatest, protect[row] ?? 0);
	}

	return greatest;
}

function place(column: NumberColumn, places: Uint32Array, count: number): NumberColumn {
	const placed = new Float64Array(count);
	for (let row = 0; row < places.length; row++) {
		placed[places[row] ?? 0] = column[row] ?? 0;
	}

	return placed;
}
