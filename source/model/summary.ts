import {allMeasures, type Measure, storedMeasures} from './measure.ts';
import {type MemoryType, memoryTypes, typeCode} from './memory-type.ts';
import {isDerived, operandsOf, regionMeasure} from './region-measures.ts';
import {type NumberColumn, regionRunCount, type Snapshot} from './snapshot.ts';

/** The table of types. */
export type Summary = {
	/** Total, then the ten types in their order. */
	readonly rows: readonly SummaryRow[];
	readonly total: SummaryRow;
	/** The rows without Total: row n is type n of `memoryTypes`. */
	readonly types: readonly SummaryRow[];
};

/** What one type of memory comes to. Measures are in bytes, and undefined where they are unknown. */
export type SummaryRow = {
	readonly type: MemoryType | 'Total';
	readonly regions: number;
	/** Undefined for Page Table, which has no address in the process, and, as in VMMap, for Unusable. */
	readonly blocks: number | undefined;
	/** Size of the largest region; undefined for Total and Page Table. */
	readonly largest: number | undefined;
} & {readonly [measure in Measure]: number | undefined};

/** What Page Table has where the system tells its size: the rest of the measures counts mapped pages, and it has none. */
const pageTableMeasures: ReadonlySet<Measure> = new Set(['size', 'committed', 'private', 'totalWs', 'privateWs']);

const summaries = new WeakMap<Snapshot, Summary>();

/**
 * Sums a snapshot by type, once. Each type is the sum over its blocks. Total is all types but Free, so Unusable and
 * Page Table are in it; where the system does not tell the size of the page tables, Total is without them. A sum that
 * would need an unknown number is undefined.
 */
export function summarize(snapshot: Snapshot): Summary {
	const known = summaries.get(snapshot);
	if (known) {
		return known;
	}

	const counts = countRegions(snapshot);
	const sums = sumMeasures(snapshot);
	const types = memoryTypes.map(({name}, code): SummaryRow => {
		const isPageTable = name === 'Page Table';
		return {
			type: name,
			regions: counts.regions[code] ?? 0,
			blocks: isPageTable || name === 'Unusable' ? undefined : (counts.blocks[code] ?? 0),
			largest: isPageTable ? undefined : (counts.largest[code] ?? 0),
			...toMeasures(measure => sums.get(measure)?.[code]),
		};
	});
	const parts = types.filter(
		({type}) => type !== 'Free' && (type !== 'Page Table' || snapshot.pageTable !== undefined),
	);
	const total: SummaryRow = {
		type: 'Total',
		regions: addAll(parts.map(({regions}) => regions)) ?? 0,
		blocks: addAll(parts.map(({blocks}) => blocks ?? 0)),
		largest: undefined,
		...toMeasures(measure => addAll(parts.map(part => part[measure]))),
	};
	const summary = {rows: [total, ...types], total, types};
	summaries.set(snapshot, summary);
	return summary;
}

/** Says what a snapshot comes to where that is not the sum of its rows. */
export function presetSummary(snapshot: Snapshot, summary: Summary): void {
	summaries.set(snapshot, summary);
}

function toMeasures(sumOf: (measure: Measure) => number | undefined): Readonly<Record<Measure, number | undefined>> {
	return Object.fromEntries(
		allMeasures.map(measure => {
			const value = sumOf(measure);
			return [measure, Number.isNaN(value) ? undefined : value];
		}),
	) as Record<Measure, number | undefined>;
}

function addAll(values: readonly (number | undefined)[]): number | undefined {
	let sum = 0;
	for (const value of values) {
		if (value === undefined) {
			return undefined;
		}

		sum += value;
	}

	return sum;
}

/** The sums of every measure by type code. NaN where a block has none. */
function sumMeasures(snapshot: Snapshot): ReadonlyMap<Measure, NumberColumn> {
	const sums = new Map<Measure, NumberColumn>();
	const sumsOfColumns = new Map<NumberColumn, NumberColumn>();
	for (const measure of storedMeasures) {
		// Measures that are equal in every block share one column: it is added up once.
		const column = snapshot.blocks.measures[measure];
		if (column) {
			const known = sumsOfColumns.get(column) ?? sumByType(snapshot, column);
			sumsOfColumns.set(column, known);
			sums.set(measure, known);
		}
	}

	for (const [measure, column] of sums) {
		sums.set(measure, withPageTable(snapshot, measure, column));
	}

	for (const measure of allMeasures) {
		if (isDerived(measure)) {
			const {left, right, sign} = operandsOf(measure);
			const leftSums = sums.get(left);
			const rightSums = sums.get(right);
			if (leftSums && rightSums) {
				sums.set(
					measure,
					leftSums.map((value, code) => value + sign * (rightSums[code] ?? 0)),
				);
			}
		}
	}

	return sums;
}

function sumByType({regions}: Snapshot, column: NumberColumn): NumberColumn {
	const sums = new Float64Array(memoryTypes.length);
	for (let region = 0; region < regions.count; region++) {
		const end = regions.firstBlock[region + 1] ?? 0;
		let sum = 0;
		for (let row = regions.firstBlock[region] ?? 0; row < end; row++) {
			sum += column[row] ?? 0;
		}

		const code = regions.type[region] ?? 0;
		sums[code] = (sums[code] ?? 0) + sum;
	}

	return sums;
}

function withPageTable({pageTable}: Snapshot, measure: Measure, sums: NumberColumn): NumberColumn {
	const changed = sums.slice();
	const size = pageTable ?? Number.NaN;
	changed[typeCode('Page Table')] = pageTableMeasures.has(measure) ? size : size * 0;
	return changed;
}

function countRegions(snapshot: Snapshot) {
	const {regions} = snapshot;
	const sizes = regionMeasure(snapshot, 'size');
	const counts = {
		regions: new Float64Array(memoryTypes.length),
		blocks: new Float64Array(memoryTypes.length),
		largest: new Float64Array(memoryTypes.length),
	};
	for (let region = 0; region < regions.count; region++) {
		const code = regions.type[region] ?? 0;
		counts.regions[code] = (counts.regions[code] ?? 0) + 1;
		counts.blocks[code] = (counts.blocks[code] ?? 0) + regionRunCount(snapshot, region);
		counts.largest[code] = Math.max(counts.largest[code] ?? 0, sizes?.[region] ?? 0);
	}

	return counts;
}
