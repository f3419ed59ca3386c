import {lowerBound} from './numbers/lower-bound.ts';
import type {Snapshot} from './snapshot.ts';

/** The row of the block that holds an address; undefined where none does, as beyond the end of the address space. */
export function findBlockAt({blocks}: Snapshot, address: number): number | undefined {
	const following = lowerBound(blocks.start, address);
	const row = blocks.start[following] === address ? following : following - 1;
	const start = blocks.start[row];
	return start !== undefined && address < start + (blocks.measures.size[row] ?? 0) ? row : undefined;
}
