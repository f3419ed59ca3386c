import {sortRows} from '../numbers/radix-sort.ts';
import type {ChunkList} from './chunk-list.ts';

/** More than this are not sorted: it would take longer than a key may. */
export const mostSorted = 1_000_000;

/** The chunks of a list from the largest down; those of one size in the order of their addresses. */
export function listBySize(list: ChunkList): ChunkList {
	const order = sortRows(list.sizes().map(units => ~units));
	return {
		...list,
		at: row => list.at(order[row] ?? -1),
		rowOf(address) {
			const row = order.indexOf(list.rowOf(address));
			return row < 0 ? list.count : row;
		},
		sizes() {
			const sizes = list.sizes();
			return order.map(row => sizes[row] ?? 0);
		},
	};
}
