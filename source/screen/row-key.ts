import {isGone} from '../model/diff/find-listed.ts';
import type {TreeRow} from '../model/region-tree.ts';
import type {Snapshot} from '../model/snapshot.ts';
import type {RowKey} from './state.ts';

/** Names a row by what it stands for. */
export function rowKey(snapshot: Snapshot, row: TreeRow): RowKey {
	const isBlock = row.kind === 'block';
	const block = isBlock ? row.block : (snapshot.regions.firstBlock[row.region] ?? 0);
	return {start: snapshot.blocks.start[block] ?? 0, isBlock, isGone: isGone(snapshot, block)};
}
