import type {TreeRow} from '../model/region-tree.ts';
import {regionStart, type Snapshot} from '../model/snapshot.ts';
import type {RowKey} from './state.ts';

/** Names a row by what it stands for. */
export function rowKey(snapshot: Snapshot, row: TreeRow): RowKey {
	return row.kind === 'region'
		? {start: regionStart(snapshot, row.region), isBlock: false}
		: {start: snapshot.blocks.start[row.block] ?? 0, isBlock: true};
}
