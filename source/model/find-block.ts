import {isDiffSnapshot} from './diff/diff-view.ts';
import {blockLengths, isGone} from './diff/find-listed.ts';
import {lowerBound} from './numbers/lower-bound.ts';
import type {Snapshot} from './snapshot.ts';

/**
 * The row of the block that holds an address; undefined where none does, as beyond the end of the address space. In a
 * diff it is the one that holds it now, else the one that held it before.
 */
export function findBlockAt(snapshot: Snapshot, address: number): number | undefined {
	const {blocks} = snapshot;
	const lengths = blockLengths(snapshot);
	const holds = (row: number): boolean => {
		const start = blocks.start[row] ?? Number.NaN;
		return start <= address && address < start + (lengths[row] ?? 0);
	};

	if (!isDiffSnapshot(snapshot)) {
		const following = lowerBound(blocks.start, address);
		const row = blocks.start[following] === address ? following : following - 1;
		return holds(row) ? row : undefined;
	}

	// What is gone stands out of order, so every row has to be looked at.
	let found: number | undefined;
	for (let row = 0; row < blocks.count; row++) {
		if (holds(row) && (found === undefined || isGone(snapshot, found))) {
			found = row;
		}
	}

	return found;
}
