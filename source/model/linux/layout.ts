import {createBlockColumns, createRegionColumns} from '../empty-columns.ts';
import type {BlockColumns, NumberColumn, RegionColumns, TextColumn} from '../snapshot.ts';
import {type AddressSpace, findPieces, pieceVerdicts} from './free-space.ts';
import {summarizeProtection} from './region-protection.ts';
import type {RegionRows} from './regions/region-rows.ts';
import type {TextTable} from './text-table.ts';
import type {VerdictTable} from './verdict.ts';
import type {VmaScan} from './vma-scan.ts';

/** Where everything lies: the regions of VMAs with free space between them, and how to put columns of VMAs there. */
export type Layout = {
	readonly regions: RegionColumns;
	readonly blocks: Pick<BlockColumns, 'count' | 'start' | 'region' | 'protection' | 'details'> & {
		readonly size: NumberColumn;
	};
	/** Puts a column of VMAs into rows of blocks; free space becomes 0. */
	readonly placeNumbers: (column: NumberColumn) => NumberColumn;
	readonly placeTexts: (column: TextColumn) => TextColumn;
	/** The row of blocks of each VMA. */
	readonly places: Uint32Array;
};

/** Puts free and unusable space between the regions of VMAs. */
export function layOut(
	scan: VmaScan,
	rows: RegionRows,
	space: AddressSpace,
	texts: TextTable,
	verdicts: VerdictTable,
): Layout {
	const {vmas} = scan;
	const pieces = findPieces(scan, rows, space);
	const verdictsOfPieces = pieceVerdicts.map(verdicts.rowOf);
	const blocks = createBlockColumns(vmas.count + pieces.count);
	const regions = createRegionColumns(rows.count + pieces.count);
	const places = new Uint32Array(vmas.count);
	const protectionOf = summarizeProtection(vmas.permissions, texts);
	let block = 0;
	let target = 0;
	let piece = 0;
	for (let region = 0; region <= rows.count; region++) {
		for (; piece < pieces.count && pieces.region[piece] === region; piece++) {
			const start = pieces.start[piece] ?? 0;
			blocks.start[block] = start;
			blocks.size[block] = (pieces.end[piece] ?? 0) - start;
			blocks.region[block] = target;
			block++;
			setVerdict(regions, target, verdicts, verdictsOfPieces[pieces.verdict[piece] ?? 0] ?? 0);
			target++;
			regions.firstBlock[target] = block;
		}

		const first = rows.first[region] ?? 0;
		const end = rows.first[region + 1] ?? 0;
		for (let row = first; row < end; row++) {
			blocks.start[block] = vmas.start[row] ?? 0;
			blocks.size[block] = vmas.size[row] ?? 0;
			blocks.region[block] = target;
			blocks.protection[block] = vmas.permissions[row] ?? 0;
			blocks.details[block] = rows.blockDetails[row] ?? 0;
			places[row] = block;
			block++;
		}

		if (first < end) {
			setVerdict(regions, target, verdicts, rows.verdict[region] ?? 0);
			regions.details[target] = rows.details[region] ?? 0;
			regions.protection[target] = protectionOf(first, end);
			target++;
			regions.firstBlock[target] = block;
		}
	}

	return {
		blocks,
		regions,
		places,
		placeNumbers: column => placeNumbers(column, new Float64Array(blocks.count), places),
		placeTexts: column => placeTexts(column, new Uint32Array(blocks.count), places),
	};
}

function setVerdict(regions: RegionColumns, region: number, verdicts: VerdictTable, verdict: number): void {
	regions.type[region] = verdicts.type[verdict] ?? 0;
	regions.kind[region] = verdicts.kind[verdict] ?? 0;
	regions.evidence[region] = verdicts.evidence[verdict] ?? 0;
	regions.isInferred[region] = verdicts.isInferred[verdict] ?? 0;
}

function placeNumbers(column: NumberColumn, placed: NumberColumn, places: Uint32Array): NumberColumn {
	for (let row = 0; row < places.length; row++) {
		placed[places[row] ?? 0] = column[row] ?? 0;
	}

	return placed;
}

function placeTexts(column: TextColumn, placed: TextColumn, places: Uint32Array): TextColumn {
	for (let row = 0; row < places.length; row++) {
		placed[places[row] ?? 0] = column[row] ?? 0;
	}

	return placed;
}
