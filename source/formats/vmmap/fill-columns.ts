import {createBlockColumns, createRegionColumns} from '../../model/empty-columns.ts';
import {type StoredMeasure, storedMeasures} from '../../model/measure.ts';
import {typeCode} from '../../model/memory-type.ts';
import type {NumberColumn, Snapshot} from '../../model/snapshot.ts';
import {createTextRows} from '../text-rows.ts';
import type {LaidOut} from './lay-out-rows.ts';
import {isRepeated} from './repeated-details.ts';
import type {VmmapRegion, VmmapRow} from './vmmap-region.ts';

/** How each measure is read from a row. */
const measureOf: Readonly<Partial<Record<StoredMeasure, (row: VmmapRow) => number | undefined>>> = {
	committed: ({committed}) => committed,
	private: row => row.private,
	// Not in every file, and always the sum.
	totalWs: ({totalWs, privateWs, shareableWs}) =>
		privateWs === undefined || shareableWs === undefined ? totalWs : privateWs + shareableWs,
	privateWs: ({privateWs}) => privateWs,
	sharedWs: ({sharedWs}) => sharedWs,
	lockedWs: ({lockedWs}) => lockedWs,
};

/**
 * Puts regions and their blocks into columns. A region without blocks becomes one block. `evidence` says who says what a
 * region is.
 */
export function fillColumns(
	laidOut: readonly LaidOut[],
	evidence: string,
): Pick<Snapshot, 'strings' | 'blocks' | 'regions'> {
	const texts = createTextRows();
	const rowsOf = (entry: LaidOut): readonly VmmapRow[] =>
		entry.kind === 'gap'
			? [gapRow(entry.gap)]
			: entry.region.rows.length > 0
				? entry.region.rows
				: [{...entry.region, details: ''}];
	const rows = laidOut.flatMap(rowsOf);
	const {size, ...blocks} = createBlockColumns(rows.length);
	const regions = {...createRegionColumns(laidOut.length), runCount: new Uint32Array(laidOut.length)};
	let block = 0;
	for (const [target, entry] of laidOut.entries()) {
		const facts = entry.kind === 'gap' ? gapFacts(entry.gap.type) : {...entry.region, evidence};
		regions.type[target] = typeCode(facts.type);
		regions.kind[target] = texts.rowOf(facts.kind);
		regions.details[target] = texts.rowOf(facts.details);
		regions.evidence[target] = texts.rowOf(facts.evidence);
		regions.protection[target] = texts.rowOf(facts.protection);
		const own = rowsOf(entry);
		regions.runCount[target] = entry.kind === 'gap' ? 1 : (entry.region.blocks ?? countRuns(own));
		for (const row of own) {
			blocks.start[block] = row.address;
			size[block] = row.size;
			blocks.region[block] = target;
			blocks.protection[block] = texts.rowOf(row.protection);
			const isSaid = row.details === facts.details && isRepeated(facts.type, facts.details);
			blocks.details[block] = texts.rowOf(isSaid ? '' : row.details);
			block++;
		}

		regions.firstBlock[target + 1] = block;
	}

	const measures = readMeasures(
		rows,
		laidOut.flatMap(entry => (isSpace(entry) ? [] : rowsOf(entry))),
	);
	const ownMeasures = findOwnMeasures(laidOut, {size, ...measures}, regions.firstBlock);
	return {
		strings: texts.texts,
		blocks: {...blocks, measures: {size, ...measures}},
		regions: {...regions, ...(Object.keys(ownMeasures).length > 0 && {measures: ownMeasures})},
	};
}

type Columns = Partial<Record<StoredMeasure, NumberColumn>>;

/** Whether a row is of memory that nobody has: what is 0 there says nothing of what a file knows. */
function isSpace(entry: LaidOut): boolean {
	const type = entry.kind === 'gap' ? entry.gap.type : entry.region.type;
	return type === 'Free' || type === 'Unusable';
}

/** A column of every measure that any row of the file knows. */
function readMeasures(rows: readonly VmmapRow[], mappedRows: readonly VmmapRow[]): Columns {
	const columns: Columns = {};
	for (const measure of storedMeasures) {
		const read = measureOf[measure];
		if (read && mappedRows.some(row => read(row) !== undefined)) {
			columns[measure] = Float64Array.from(rows, row => read(row) ?? Number.NaN);
		}
	}

	return columns;
}

/** What the file says of a region where that is not the sum over its blocks: Private of images, mostly. */
function findOwnMeasures(laidOut: readonly LaidOut[], columns: Columns, firstBlock: Uint32Array): Columns {
	const own: Columns = {};
	for (const measure of storedMeasures) {
		const column = columns[measure];
		if (!column) {
			continue;
		}

		const read = measure === 'size' ? ({size}: VmmapRow) => size : measureOf[measure];
		const sums = Float64Array.from(laidOut, (_, target) =>
			column.subarray(firstBlock[target], firstBlock[target + 1]).reduce((sum, value) => sum + value, 0),
		);
		const given = Float64Array.from(laidOut, (entry, target) => {
			const sum = sums[target] ?? Number.NaN;
			const said = entry.kind === 'region' ? read?.(entry.region) : undefined;
			// Whole KB are all that some files have.
			return said === undefined || Math.abs(said - sum) < 1024 ? sum : said;
		});
		if (given.some((value, target) => !Object.is(value, sums[target]))) {
			own[measure] = given;
		}
	}

	return own;
}

/** Runs of equal protection: what VMMap counts as blocks. */
function countRuns(rows: readonly VmmapRow[]): number {
	return rows.filter((row, index) => row.protection !== rows[index - 1]?.protection).length;
}

function gapRow({start, end}: {readonly start: number; readonly end: number}): VmmapRow {
	return {
		address: start,
		size: end - start,
		committed: 0,
		private: 0,
		totalWs: 0,
		privateWs: 0,
		shareableWs: 0,
		sharedWs: 0,
		lockedWs: 0,
		protection: '',
		details: '',
	};
}

function gapFacts(type: 'Free' | 'Unusable'): Pick<VmmapRegion, 'type' | 'kind' | 'details' | 'protection'> & {
	readonly evidence: string;
} {
	return {
		type,
		kind: type.toLowerCase(),
		details: '',
		protection: '',
		evidence:
			type === 'Free'
				? 'The file lists nothing here.'
				: 'The file lists nothing here, and nothing can be allocated here.',
	};
}
