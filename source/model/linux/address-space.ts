import type {BlockColumns, NumberColumn, RegionColumns, TextColumn} from '../snapshot.ts';
import {type AddressSpace, dividePieces} from './free-space.ts';
import {parsePermissions, rankAccess} from './permissions.ts';
import type {RegionRows, VerdictCodes} from './regions/region-rows.ts';
import type {TextTable} from './text-table.ts';
import type {Verdict} from './verdict.ts';
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
};

/** Puts free and unusable space between the regions of VMAs. */
export function layOut(
	scan: VmaScan,
	rows: RegionRows,
	space: AddressSpace,
	texts: TextTable,
	encode: (verdict: Verdict) => VerdictCodes,
): Layout {
	const {vmas} = scan;
	const divideBefore = (region: number, emit: (start: number, end: number, verdict: Verdict) => void): void =>
		dividePieces(scan, space, region < rows.count ? (rows.first[region] ?? 0) : vmas.count, emit);

	let pieces = 0;
	for (let region = 0; region <= rows.count; region++) {
		divideBefore(region, () => {
			pieces++;
		});
	}

	const blockCount = vmas.count + pieces;
	const regionCount = rows.count + pieces;
	const blocks = {
		count: blockCount,
		start: new Float64Array(blockCount),
		size: new Float64Array(blockCount),
		region: new Uint32Array(blockCount),
		protection: new Uint32Array(blockCount),
		details: new Uint32Array(blockCount),
	};
	const regions = {
		count: regionCount,
		firstBlock: new Uint32Array(regionCount + 1),
		type: new Uint8Array(regionCount),
		kind: new Uint32Array(regionCount),
		details: new Uint32Array(regionCount),
		evidence: new Uint32Array(regionCount),
		isInferred: new Uint8Array(regionCount),
		protection: new Uint32Array(regionCount),
	};
	/** The row of blocks of each VMA. */
	const places = new Uint32Array(vmas.count);
	const summarizeProtection = createProtectionSummary(vmas.permissions, texts);

	let block = 0;
	let target = 0;
	const putPiece = (start: number, end: number, verdict: Verdict): void => {
		const codes = encode(verdict);
		blocks.start[block] = start;
		blocks.size[block] = end - start;
		blocks.region[block] = target;
		regions.firstBlock[target] = block;
		regions.type[target] = codes.type;
		regions.kind[target] = codes.kind;
		regions.evidence[target] = codes.evidence;
		block++;
		target++;
	};

	for (let source = 0; source < rows.count; source++) {
		divideBefore(source, putPiece);
		const first = rows.first[source] ?? 0;
		const end = rows.first[source + 1] ?? 0;
		regions.firstBlock[target] = block;
		regions.type[target] = rows.type[source] ?? 0;
		regions.kind[target] = rows.kind[source] ?? 0;
		regions.details[target] = rows.details[source] ?? 0;
		regions.evidence[target] = rows.evidence[source] ?? 0;
		regions.isInferred[target] = rows.isInferred[source] ?? 0;
		regions.protection[target] = summarizeProtection(first, end);
		for (let row = first; row < end; row++) {
			blocks.start[block] = vmas.start[row] ?? 0;
			blocks.size[block] = vmas.size[row] ?? 0;
			blocks.region[block] = target;
			blocks.protection[block] = vmas.permissions[row] ?? 0;
			blocks.details[block] = rows.blockDetails[row] ?? 0;
			places[row] = block;
			block++;
		}

		target++;
	}

	divideBefore(rows.count, putPiece);
	regions.firstBlock[target] = block;
	return {
		blocks,
		regions,
		placeNumbers: column => {
			const placed = new Float64Array(blockCount);
			for (let row = 0; row < places.length; row++) {
				placed[places[row] ?? 0] = column[row] ?? 0;
			}

			return placed;
		},
		placeTexts: column => {
			const placed = new Uint32Array(blockCount);
			for (let row = 0; row < places.length; row++) {
				placed[places[row] ?? 0] = column[row] ?? 0;
			}

			return placed;
		},
	};
}

/**
 * Makes a function that says how VMAs from `first` to before `end` are protected together: as all of them are, else as
 * the most permissive of them is, and `+`. So `rwx` is there only where one VMA is writable and executable at once.
 */
function createProtectionSummary(permissions: TextColumn, texts: TextTable): (first: number, end: number) => number {
	const summaries = new Map<number, number>();
	const ranks = new Map<number, number>();
	const rankOf = (text: number): number => {
		const rank = ranks.get(text) ?? rankAccess(parsePermissions(texts.strings[text] ?? ''));
		ranks.set(text, rank);
		return rank;
	};

	return (first, end) => {
		let best = permissions[first] ?? 0;
		let isMixed = false;
		for (let row = first + 1; row < end; row++) {
			const text = permissions[row] ?? 0;
			if (text !== permissions[row - 1]) {
				isMixed = true;
				best = rankOf(text) > rankOf(best) ? text : best;
			}
		}

		if (!isMixed) {
			return best;
		}

		const summary = summaries.get(best) ?? texts.intern(`${texts.strings[best] ?? ''}+`);
		summaries.set(best, summary);
		return summary;
	};
}
