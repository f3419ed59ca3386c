import {lowerBound} from '../numbers/lower-bound.ts';
import type {NumberColumn, Snapshot} from '../snapshot.ts';
import {type DiffSnapshot, isDiffSnapshot} from './diff-view.ts';
import type {Side} from './side.ts';

/** Whether a block of a diff is gone: it may begin where another one begins now. Nothing in a plain snapshot is gone. */
export function isGone(snapshot: Snapshot, block: number): boolean {
	return isDiffSnapshot(snapshot) && snapshot.diff.rows.blockAfter[block] === -1;
}

/**
 * The row of the block that begins at an address, or else of the first one behind it; the number of blocks where there is
 * none. In a diff there may be two that begin there, one of them gone, so `isWantedGone` chooses.
 */
export function findBlockFrom(snapshot: Snapshot, start: number, isWantedGone: boolean): number {
	const {blocks} = snapshot;
	if (!isDiffSnapshot(snapshot)) {
		return lowerBound(blocks.start, start);
	}

	// What is gone stands out of order, so every row has to be looked at.
	let following = blocks.count;
	let distance = Number.POSITIVE_INFINITY;
	for (let row = 0; row < blocks.count; row++) {
		const ahead = (blocks.start[row] ?? 0) - start;
		if (ahead === 0 && isGone(snapshot, row) === isWantedGone) {
			return row;
		}

		if (ahead >= 0 && ahead < distance) {
			following = row;
			distance = ahead;
		}
	}

	return following;
}

/** Marks with 1 the regions of a diff that held an address before or hold it now. */
export function markRegionsAt({diff, regions}: DiffSnapshot, address: number): Uint8Array<ArrayBuffer> {
	const {rows} = diff;
	const before = findRegion(diff.before, address);
	const after = findRegion(diff.after, address);
	const marks = new Uint8Array(regions.count);
	for (let region = 0; region < marks.length; region++) {
		const isBefore = before >= 0 && rows.regionBefore[region] === before;
		const isAfter = after >= 0 && rows.regionAfter[region] === after;
		marks[region] = isBefore || isAfter ? 1 : 0;
	}

	return marks;
}

function findRegion({start, end}: Side, address: number): number {
	const following = lowerBound(start, address);
	const region = start[following] === address ? following : following - 1;
	return address < (end[region] ?? 0) ? region : -1;
}

const sizesOfDiffs = new WeakMap<DiffSnapshot, NumberColumn>();

/** How long each block is, in bytes: in a diff, where `measures.size` is a difference, as it is now or was when it went. */
export function blockLengths(snapshot: Snapshot): NumberColumn {
	if (!isDiffSnapshot(snapshot)) {
		return snapshot.blocks.measures.size;
	}

	const known = sizesOfDiffs.get(snapshot);
	if (known) {
		return known;
	}

	const {rows, before, after} = snapshot.diff;
	const lengths = new Float64Array(rows.blockCount);
	for (let row = 0; row < lengths.length; row++) {
		const other = rows.blockAfter[row] ?? -1;
		lengths[row] =
			(other < 0
				? before.snapshot.blocks.measures.size[rows.blockBefore[row] ?? 0]
				: after.snapshot.blocks.measures.size[other]) ?? 0;
	}

	sizesOfDiffs.set(snapshot, lengths);
	return lengths;
}

/** The address behind a region: in a diff where it ends now, or ended when it went. */
export function regionEnd(snapshot: Snapshot, region: number): number {
	if (isDiffSnapshot(snapshot)) {
		const {rows, before, after} = snapshot.diff;
		const other = rows.regionAfter[region] ?? -1;
		return (other < 0 ? before.end[rows.regionBefore[region] ?? 0] : after.end[other]) ?? 0;
	}

	const {blocks, regions} = snapshot;
	const last = (regions.firstBlock[region + 1] ?? 0) - 1;
	return (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0);
}
