/**
 * A row stands for a run of snapshots, `first` to `last`, and a snapshot is restored from the rows that hold it. To find
 * those without going through all that came before, the numbers 1, 2, 3... are seen as a tree in which a number with
 * more zero bits at its end stands higher, and a row is kept at the highest number of its run. The rows that hold a
 * snapshot are then at its own number or at one of the few above it, and most rows there do hold it. (Kriegel, Pötke,
 * Seidl: Managing Intervals Efficiently in Object-Relational Databases, VLDB 2000.)
 *
 *            4
 *        2       6
 *      1   3   5   7
 */

/** Where rows are that the newest snapshot still has, whose run has no end yet. */
export const openNode = 0;

/** The lowest bit of the numbers on each level. Enough for 34 years at a snapshot a second. */
export const levelBits: readonly number[] = Array.from({length: 30}, (_, level) => 2 ** level);

/** More snapshots than the tree has numbers for. */
export const snapshotLimit = 2 ** levelBits.length;

/** The highest number in the tree from `first` to `last`, which are at least 1. */
export function nodeOfRun(first: number, last: number): number {
	let node = last;
	// Clears the lowest bit that is set.
	while ((node & (node - 1)) >= first) {
		node &= node - 1;
	}

	return node;
}

/** All nodes at which rows may be that hold snapshot `number`. */
export function nodesOfSnapshot(number: number): readonly number[] {
	return [openNode, ...levelBits.map(bit => (number & ~(2 * bit - 1)) | bit)];
}
