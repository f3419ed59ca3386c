import {findBlockFrom} from './diff/find-listed.ts';
import {type TypeCode, typeCode} from './memory-type.ts';
import {indexRows} from './row-index.ts';
import {regionBlockCount, type Snapshot} from './snapshot.ts';
import type {RegionOrder} from './sort.ts';
import {type Totals, totalsOf} from './totals.ts';

export type TreeRow =
	| {readonly kind: 'region'; readonly region: number}
	| {readonly kind: 'block'; readonly region: number; readonly block: number};

/** What is shown of a snapshot, and how. */
export type TreeChoice = {
	/** All regions, sorted. */
	readonly order: RegionOrder;
	/** 1 for each region that the filter selects; undefined where there is no filter. */
	readonly selected: Uint8Array | undefined;
	/** The one type that is shown; undefined for all. */
	readonly type: TypeCode | undefined;
	/** Whether Free and Unusable are shown where no type is chosen. */
	readonly isFreeShown: boolean;
	/** First addresses of the regions that show their blocks, so that they do so in the next snapshot too. */
	readonly unfolded: ReadonlySet<number>;
	readonly areAllUnfolded: boolean;
};

/**
 * The rows of the region list. A row is made when it is asked for: a million of them take the memory of a few columns.
 * The index of what is not among the rows is -1.
 */
export type RegionTree = {
	readonly rowCount: number;
	/** The row at `index`, from 0 to less than `rowCount`. */
	readonly rowAt: (index: number) => TreeRow;
	readonly indexOfRegion: (region: number) => number;
	/** -1 also where the region of the block is folded. */
	readonly indexOfBlock: (block: number) => number;
	/**
	 * Finds again what had this first address, perhaps in an earlier snapshot: the region; or the block, or its region
	 * where that is folded. Where it is gone or not shown, what follows it by address, else what precedes it; -1 where
	 * there are no rows. In a diff `isGone` says whether a row is meant that is gone: another may begin where it began.
	 */
	readonly indexOfAddress: (start: number, isBlock: boolean, isGone?: boolean) => number;
	/** Sums over the regions that are shown, whether folded or not. */
	readonly totals: () => Totals;
};

/** Builds the rows of the region list: the shown regions in their order, each with its blocks where it is unfolded. */
export function buildRegionTree(snapshot: Snapshot, choice: TreeChoice): RegionTree {
	const {blocks, regions} = snapshot;
	const isShown = markShown(snapshot, choice);
	const shown = takeShown(choice.order, isShown);
	const findPositions = once(() => invert(shown, regions.count));
	const positionOf = (region: number): number => findPositions()[region] ?? -1;
	const open = findOpen(snapshot, choice, shown, positionOf);
	const rows = indexRows(shown.length, open, position => regionBlockCount(snapshot, shown[position] ?? 0));

	const indexOfRegion = (region: number): number => {
		const position = positionOf(region);
		return position < 0 ? -1 : rows.rowOfPosition(position);
	};

	const indexOfBlock = (block: number): number => {
		const region = blocks.region[block] ?? 0;
		const position = positionOf(region);
		return position >= 0 && rows.isOpen(position)
			? rows.rowOfPosition(position) + 1 + block - (regions.firstBlock[region] ?? 0)
			: -1;
	};

	const indexNear = (region: number): number => {
		const following = isShown.indexOf(1, region);
		return indexOfRegion(following >= 0 ? following : isShown.lastIndexOf(1));
	};

	return {
		rowCount: rows.rowCount,
		rowAt(index) {
			const {position, offset} = rows.locate(index);
			const region = shown[position] ?? 0;
			return offset === 0
				? {kind: 'region', region}
				: {kind: 'block', region, block: (regions.firstBlock[region] ?? 0) + offset - 1};
		},
		indexOfRegion,
		indexOfBlock,
		indexOfAddress(start, isBlock, isGone = false) {
			const block = findBlockFrom(snapshot, start, isGone);
			if (block >= blocks.count) {
				return indexNear(regions.count);
			}

			const region = blocks.region[block] ?? 0;
			const isFirst = regions.firstBlock[region] === block;
			if (!isBlock) {
				return indexNear(isFirst ? region : region + 1);
			}

			// A first block with another address is no sister of the block that is gone: it belongs to a region behind.
			const isSister = !isFirst || blocks.start[block] === start;
			const index = isSister ? indexOfBlock(block) : -1;
			return index < 0 ? indexNear(region) : index;
		},
		totals: once(() => totalsOf(snapshot, isShown)),
	};
}

/** 1 for each region that is shown, by row of `regions`. */
function markShown({regions}: Snapshot, {selected, type, isFreeShown}: TreeChoice): Uint8Array {
	const isTypeShown = new Uint8Array(256);
	if (type === undefined) {
		isTypeShown.fill(1);
		isTypeShown[typeCode('Unusable')] = isFreeShown ? 1 : 0;
		isTypeShown[typeCode('Free')] = isFreeShown ? 1 : 0;
	} else {
		isTypeShown[type] = 1;
	}

	const isShown = new Uint8Array(regions.count);
	for (let region = 0; region < regions.count; region++) {
		const isSelected = selected ? (selected[region] ?? 0) : 1;
		isShown[region] = isSelected & (isTypeShown[regions.type[region] ?? 0] ?? 0);
	}

	return isShown;
}

function takeShown(order: RegionOrder, isShown: Uint8Array): Uint32Array {
	const shown = new Uint32Array(order.length);
	let count = 0;
	for (let position = 0; position < order.length; position++) {
		const region = order[position] ?? 0;
		shown[count] = region;
		// Counting without a branch: what is not shown is overwritten by the next.
		count += isShown[region] ?? 0;
	}

	return shown.subarray(0, count);
}

/** The position of each region among those shown; -1 for the others. */
function invert(shown: Uint32Array, regionCount: number): Int32Array {
	const positions = new Int32Array(regionCount).fill(-1);
	for (let position = 0; position < shown.length; position++) {
		positions[shown[position] ?? 0] = position;
	}

	return positions;
}

/** Positions of the regions that show their blocks, ascending. A region of one block has nothing to show. */
function findOpen(
	snapshot: Snapshot,
	{unfolded, areAllUnfolded}: TreeChoice,
	shown: Uint32Array,
	positionOf: (region: number) => number,
): Uint32Array {
	if (areAllUnfolded) {
		const open = new Uint32Array(shown.length);
		let count = 0;
		for (let position = 0; position < shown.length; position++) {
			open[count] = position;
			count += regionBlockCount(snapshot, shown[position] ?? 0) > 1 ? 1 : 0;
		}

		return open.subarray(0, count);
	}

	const {blocks, regions} = snapshot;
	const open = new Set<number>();
	// In a diff a region that is gone may begin where another one begins: both are unfolded.
	for (const [start, isGone] of [...unfolded].flatMap(start => [[start, false] as const, [start, true] as const])) {
		const block = findBlockFrom(snapshot, start, isGone);
		const region = blocks.region[block] ?? 0;
		const isRegion = blocks.start[block] === start && regions.firstBlock[region] === block;
		const position = isRegion && regionBlockCount(snapshot, region) > 1 ? positionOf(region) : -1;
		if (position >= 0) {
			open.add(position);
		}
	}

	return Uint32Array.from(open).sort();
}

function once<Value extends object>(make: () => Value): () => Value {
	let value: Value | undefined;
	return () => {
		value ??= make();
		return value;
	};
}
