import type {Matches, RegionMatches} from './matches.ts';
import type {Side} from './side.ts';

/** The rows of both snapshots in one list: each row is one of after, or one of before that is gone. */
export type DiffRows = {
	readonly regionCount: number;
	readonly blockCount: number;
	/** For each region of the list its row in before and in after, -1 where it has none. */
	readonly regionBefore: Int32Array<ArrayBuffer>;
	readonly regionAfter: Int32Array<ArrayBuffer>;
	/** For each block of the list its row in before and in after, -1 where it has none. */
	readonly blockBefore: Int32Array<ArrayBuffer>;
	readonly blockAfter: Int32Array<ArrayBuffer>;
	/** As in a snapshot, for the rows of the list. */
	readonly firstBlock: Uint32Array<ArrayBuffer>;
	readonly blockRegion: Uint32Array<ArrayBuffer>;
	/** Whether every block is the same row in the list, in before and in after. */
	readonly isAligned: boolean;
};

/**
 * Puts the rows of both snapshots in one list, regions by ascending address. A block that is gone stands in its region
 * where that is still there, else in a row for the region that is gone. A region whose blocks are all parts of other
 * regions now has no row.
 */
export function listRows(before: Side, after: Side, regions: RegionMatches, blocks: Matches): DiffRows {
	const gone = countGone(before, blocks);
	const regionRows = before.start.length + after.start.length;
	const blockCount = after.snapshot.blocks.count + gone.count;
	const regionBefore = new Int32Array(regionRows);
	const regionAfter = new Int32Array(regionRows);
	const firstBlock = new Uint32Array(regionRows + 1);
	const blockBefore = new Int32Array(blockCount);
	const blockAfter = new Int32Array(blockCount);
	const blockRegion = new Uint32Array(blockCount);
	let regionCount = 0;
	let row = 0;

	const addBlock = (one: number, other: number): void => {
		blockBefore[row] = one;
		blockAfter[row] = other;
		blockRegion[row] = regionCount;
		row++;
	};

	const closeRegion = (one: number, other: number): void => {
		regionBefore[regionCount] = one;
		regionAfter[regionCount] = other;
		regionCount++;
		firstBlock[regionCount] = row;
	};

	const beforeBlocks = before.snapshot.regions.firstBlock;
	const afterBlocks = after.snapshot.regions.firstBlock;
	const addAfter = (region: number): void => {
		const origin = regions.beforeOf[region] ?? -1;
		const end = afterBlocks[region + 1] ?? 0;
		// In a region that lies elsewhere now, blocks that are gone stand where they would be.
		const shift = origin < 0 || overlaps(before, origin, after, region) ? 0 : shiftOf(before, origin, after, region);
		let one = beforeBlocks[origin] ?? 0;
		const oneEnd = origin < 0 || gone.ofRegion[origin] === 0 ? one : (beforeBlocks[origin + 1] ?? 0);
		const first = afterBlocks[region] ?? 0;
		for (let other = first; other < end; other++) {
			const address = (after.snapshot.blocks.start[other] ?? 0) - shift;
			// The first block gives the region its address, so it is one that is there.
			for (; other > first && one < oneEnd && (before.snapshot.blocks.start[one] ?? 0) <= address; one++) {
				if (blocks.afterOf[one] === -1) {
					addBlock(one, -1);
				}
			}

			addBlock(blocks.beforeOf[other] ?? -1, other);
		}

		for (; one < oneEnd; one++) {
			if (blocks.afterOf[one] === -1) {
				addBlock(one, -1);
			}
		}

		closeRegion(origin, region);
	};

	/** Where the row of a region that is gone begins: its first blocks may be parts of another region now. */
	const goneStart = (region: number): number => {
		const end = beforeBlocks[region + 1] ?? 0;
		let one = beforeBlocks[region] ?? 0;
		while (one < end - 1 && blocks.afterOf[one] !== -1) {
			one++;
		}

		return before.snapshot.blocks.start[one] ?? 0;
	};

	const addGone = (region: number): void => {
		const end = beforeBlocks[region + 1] ?? 0;
		for (let one = beforeBlocks[region] ?? 0; one < end; one++) {
			if (blocks.afterOf[one] === -1) {
				addBlock(one, -1);
			}
		}

		closeRegion(region, -1);
	};

	let next = 0;
	for (const region of gone.regions(regions)) {
		const start = goneStart(region);
		for (; next < after.start.length && (after.start[next] ?? 0) < start; next++) {
			addAfter(next);
		}

		addGone(region);
	}

	for (; next < after.start.length; next++) {
		addAfter(next);
	}

	return {
		regionCount,
		blockCount,
		regionBefore: regionBefore.slice(0, regionCount),
		regionAfter: regionAfter.slice(0, regionCount),
		blockBefore,
		blockAfter,
		firstBlock: firstBlock.slice(0, regionCount + 1),
		blockRegion,
		isAligned: isEveryRowItself(blockBefore) && isEveryRowItself(blockAfter),
	};
}

function isEveryRowItself(rows: Int32Array): boolean {
	for (let row = 0; row < rows.length; row++) {
		if (rows[row] !== row) {
			return false;
		}
	}

	return true;
}

/** Counts the blocks without a match in before, in all and by region. */
function countGone({snapshot}: Side, {afterOf}: Matches) {
	const ofRegion = new Uint32Array(snapshot.regions.count);
	let count = 0;
	for (let row = 0; row < afterOf.length; row++) {
		if (afterOf[row] === -1) {
			const region = snapshot.blocks.region[row] ?? 0;
			ofRegion[region] = (ofRegion[region] ?? 0) + 1;
			count++;
		}
	}

	const regions = ({afterOf: matched}: RegionMatches): readonly number[] => {
		const rows: number[] = [];
		for (let region = 0; region < ofRegion.length; region++) {
			if (matched[region] === -1 && ofRegion[region] !== 0) {
				rows.push(region);
			}
		}

		return rows;
	};

	return {count, ofRegion, regions};
}

/** Whether two regions share addresses: then one of them grew or shrank and did not move. */
export function overlaps(before: Side, origin: number, after: Side, region: number): boolean {
	return (
		(before.start[origin] ?? 0) < (after.end[region] ?? 0) && (after.start[region] ?? 0) < (before.end[origin] ?? 0)
	);
}

function shiftOf(before: Side, origin: number, after: Side, region: number): number {
	return (after.start[region] ?? 0) - (before.start[origin] ?? 0);
}
