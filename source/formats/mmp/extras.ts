import type {Snapshot} from '../../model/snapshot.ts';
import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** What a file has that no snapshot can hold: it is not understood, and kept for the file that is written of it. */
export type MmpExtras = FileExtras & SnapshotExtras;

/** What stands outside of all snapshots. */
export type FileExtras = {
	readonly root: XmlAttributes;
	/** Of the element around the snapshots. */
	readonly snapshots: XmlAttributes;
	/** Beside the snapshots. */
	readonly rootElements: readonly XmlElement[];
};

export type SnapshotExtras = {
	readonly snapshot: XmlAttributes;
	/** Of the element around the regions. */
	readonly memoryRegions: XmlAttributes;
	/** Beside the regions. */
	readonly snapshotElements: readonly XmlElement[];
	/** By the address of a region. */
	readonly regions: ReadonlyMap<number, RowExtras>;
	/** By the address of a block. */
	readonly blocks: ReadonlyMap<number, RowExtras>;
};

/** What one element `Region` has beside what is understood. Rows that have the same share one. */
export type RowExtras = {
	readonly attributes: XmlAttributes;
	readonly elements: readonly XmlElement[];
};

const extrasOfSnapshots = new WeakMap<Snapshot, MmpExtras>();

/** Keeps what a file has beside a snapshot for as long as the snapshot is there. */
export function keepExtras(snapshot: Snapshot, extras: MmpExtras): void {
	extrasOfSnapshots.set(snapshot, extras);
}

/** What the file had that a snapshot was read from; undefined for one that was not read from an .mmp. */
export function findExtras(snapshot: Snapshot): MmpExtras | undefined {
	return extrasOfSnapshots.get(snapshot);
}
