import type {Snapshot} from '../snapshot.ts';
import type {Entry} from './epoch.ts';
import type {Holdings} from './holdings.ts';
import {listBuffers} from './list-buffers.ts';

/** The snapshots of a history that were restored last. */
export type Restored = {
	readonly find: (entry: Entry) => Snapshot | undefined;
	/** Keeps a snapshot, and gives it back; the one that was kept longest goes. */
	readonly remember: (entry: Entry, snapshot: Snapshot) => Snapshot;
	readonly forget: (entry: Entry) => void;
};

/** How many are remembered: the one that is shown, and the one that it is compared with. */
const rememberedCount = 2;

/** Begins with none. What is remembered is held. */
export function createRestored(holdings: Holdings): Restored {
	const remembered = new Map<Entry, Snapshot>();

	const forget = (entry: Entry): void => {
		const snapshot = remembered.get(entry);
		if (snapshot) {
			remembered.delete(entry);
			holdings.release(listBuffers(snapshot));
		}
	};

	return {
		find: entry => remembered.get(entry),
		remember(entry, snapshot) {
			remembered.set(entry, snapshot);
			holdings.hold(listBuffers(snapshot));
			const [oldest] = remembered.keys();
			if (oldest && remembered.size > rememberedCount) {
				forget(oldest);
			}

			return snapshot;
		},
		forget,
	};
}
