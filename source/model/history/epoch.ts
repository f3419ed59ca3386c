import type {TableChange} from './compare-tables.ts';
import type {Holdings} from './holdings.ts';
import type {PartColumns} from './put-together.ts';
import {buffersOf, createTableLog, sumBytes} from './table-log.ts';
import type {Facts, Parts, Shape} from './take-apart.ts';

/** Why nothing is known of the time before a snapshot. */
export type Gap = 'paused' | 'stopped';

/** One snapshot of a history: what is kept of it beside its columns. */
export type Entry = {
	readonly epoch: Epoch;
	/** Of this snapshot or of an earlier one, where all but time and duration are the same. */
	readonly facts: Facts;
	readonly time: number;
	/** What it cost to take. */
	readonly milliseconds: number;
	/** Which of all snapshots it is, from 1. */
	readonly number: number;
	isMarked: boolean;
	gap: Gap | undefined;
};

/** A run of snapshots that are stored against the first of them. All have the same columns. */
export type Epoch = {
	readonly shape: Shape;
	/** In the order of time. */
	readonly entries: readonly Entry[];
	/** Bytes of all but the first snapshot. */
	readonly changedBytes: () => number;
	/**
	 * Whether a snapshot is better stored here than as the first of a new epoch. To restore one takes as long as to read
	 * all changes before it, so together they are never more than the first snapshot.
	 */
	readonly hasRoomFor: (changes: PartChanges) => boolean;
	/** Names the snapshot that the epoch was begun with. */
	readonly begin: (entry: Entry) => void;
	readonly append: (entry: Entry, changes: PartChanges) => void;
	readonly restore: (entry: Entry) => PartColumns;
	readonly drop: (entry: Entry) => void;
};

export type PartChanges = {readonly blocks: TableChange; readonly regions: TableChange};

/** Begins an epoch with the columns of a snapshot, which it keeps. */
export function openEpoch(first: Parts, holdings: Holdings): Epoch {
	const blocks = createTableLog(first.blocks, holdings);
	const regions = createTableLog(first.regions, holdings);
	const firstBytes = sumBytes(buffersOf([...first.blocks.columns, ...first.regions.columns]));
	const entries: Entry[] = [];
	const changedBytes = (): number => blocks.changedBytes() + regions.changedBytes();

	const indexOf = (entry: Entry): number => {
		const index = entries.indexOf(entry);
		if (index < 0) {
			throw new Error('The snapshot is not in this part of the history any more');
		}

		return index;
	};

	return {
		shape: first.shape,
		entries,
		changedBytes,
		hasRoomFor: changes =>
			changedBytes() + blocks.sizeOf(changes.blocks) + regions.sizeOf(changes.regions) <= firstBytes,
		begin(entry) {
			entries.push(entry);
		},
		append(entry, changes) {
			blocks.append(changes.blocks);
			regions.append(changes.regions);
			entries.push(entry);
		},
		restore(entry) {
			const index = indexOf(entry);
			return {blocks: blocks.restore(index), regions: regions.restore(index)};
		},
		drop(entry) {
			const index = indexOf(entry);
			entries.splice(index, 1);
			if (entries.length === 0) {
				blocks.release();
				regions.release();
			} else {
				blocks.drop(index);
				regions.drop(index);
			}
		},
	};
}
