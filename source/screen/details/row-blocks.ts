import {blockLengths, regionEnd} from '../../model/diff/find-listed.ts';
import type {Range} from '../../model/inspection.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import type {Snapshot} from '../../model/snapshot.ts';

/** First row of blocks and the row after the last: of a region its blocks, of a block itself. */
export function rowBlocks({regions}: Snapshot, row: TreeRow): readonly [number, number] {
	return row.kind === 'block'
		? [row.block, row.block + 1]
		: [regions.firstBlock[row.region] ?? 0, regions.firstBlock[row.region + 1] ?? 0];
}

/** The addresses of a row of the tree. */
export function rowRange(snapshot: Snapshot, row: TreeRow): Range {
	const [first] = rowBlocks(snapshot, row);
	const start = snapshot.blocks.start[first] ?? 0;
	return {
		start,
		end: row.kind === 'block' ? start + (blockLengths(snapshot)[first] ?? 0) : regionEnd(snapshot, row.region),
	};
}
