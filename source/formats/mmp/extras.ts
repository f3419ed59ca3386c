import type {Snapshot} from '../../model/snapshot.ts';
import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** What a file has that no snapshot can hold: it is not understood, and kept for the file that is written of it. */
export type MmpExtras = {
	readonly root: XmlAttributes;
	/** Beside the snapshots. */
	readonly rootElements: readonly XmlElement[];
	readonly snapshot: XmlAttributes;
	/** Beside the regions. */
	readonly snapshotElements: readonly XmlElement[];
	/** Attributes of regions by their address, and of blocks by the same with a blank before it. */
	readonly rows: ReadonlyMap<string, XmlAttributes>;
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

/** What a row is found by in `MmpExtras.rows`. */
export function rowKey(address: number, isBlock: boolean): string {
	return `${isBlock ? ' ' : ''}${address}`;
}
