import {typeCode} from '../memory-type.ts';
import type {Snapshot} from '../snapshot.ts';

/** One of the two snapshots of a diff, with what matching asks of it again and again. */
export type Side = {
	readonly snapshot: Snapshot;
	/** For each row of the snapshot's texts, the row of the texts that both sides share. */
	readonly texts: Uint32Array<ArrayBuffer>;
	/** First address of each region. */
	readonly start: Float64Array<ArrayBuffer>;
	/** Address behind the last block of each region. */
	readonly end: Float64Array<ArrayBuffer>;
};

/** Prepares a snapshot for matching. */
export function makeSide(snapshot: Snapshot, texts: Uint32Array<ArrayBuffer>): Side {
	const {blocks, regions} = snapshot;
	const start = new Float64Array(regions.count);
	const end = new Float64Array(regions.count);
	for (let region = 0; region < regions.count; region++) {
		const first = regions.firstBlock[region] ?? 0;
		const last = (regions.firstBlock[region + 1] ?? 0) - 1;
		start[region] = blocks.start[first] ?? 0;
		end[region] = (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0);
	}

	return {snapshot, texts, start, end};
}

/** The first block of a region that maps a file with an inode, or -1. */
export function fileBlock({blocks, regions}: Snapshot, region: number): number {
	const inode = blocks.linux?.inode;
	if (!inode) {
		return -1;
	}

	const end = regions.firstBlock[region + 1] ?? 0;
	for (let row = regions.firstBlock[region] ?? 0; row < end; row++) {
		if (inode[row] !== 0) {
			return row;
		}
	}

	return -1;
}

const fileTypes: ReadonlySet<number> = new Set([typeCode('Image'), typeCode('Mapped File')]);

/**
 * Whether two regions, whatever their addresses, are memory of the same file or both of none. A file is known by device
 * and inode, or by its path, so that a program that was built anew is still the same one.
 */
export function isSameFile(before: Side, beforeRegion: number, after: Side, afterRegion: number): boolean {
	const beforeBlock = fileBlock(before.snapshot, beforeRegion);
	const afterBlock = fileBlock(after.snapshot, afterRegion);
	if (beforeBlock < 0 && afterBlock < 0) {
		const type = after.snapshot.regions.type[afterRegion] ?? 0;
		return !fileTypes.has(type) || detailsOf(before, beforeRegion) === detailsOf(after, afterRegion);
	}

	if (beforeBlock < 0 || afterBlock < 0) {
		return false;
	}

	const one = before.snapshot.blocks.linux;
	const other = after.snapshot.blocks.linux;
	const isSameInode =
		one?.inode[beforeBlock] === other?.inode[afterBlock] &&
		before.texts[one?.device[beforeBlock] ?? 0] === after.texts[other?.device[afterBlock] ?? 0];
	const details = detailsOf(before, beforeRegion);
	return isSameInode || (details !== 0 && details === detailsOf(after, afterRegion));
}

/** The details of a region as a row of the texts that both sides share. */
export function detailsOf({snapshot, texts}: Side, region: number): number {
	return texts[snapshot.regions.details[region] ?? 0] ?? 0;
}

/** The kind of a region as a row of the texts that both sides share. */
export function kindOf({snapshot, texts}: Side, region: number): number {
	return texts[snapshot.regions.kind[region] ?? 0] ?? 0;
}

/** The protection of a region as a row of the texts that both sides share. */
export function protectionOf({snapshot, texts}: Side, region: number): number {
	return texts[snapshot.regions.protection[region] ?? 0] ?? 0;
}

/** The type of a region. */
export function typeOf({snapshot}: Side, region: number): number {
	return snapshot.regions.type[region] ?? 0;
}
