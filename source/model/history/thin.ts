import type {Entry, Epoch} from './epoch.ts';

/** Thinning goes on until this share of the limit is kept, so that not every snapshot begins it again. */
const aim = 0.9;

/** An epoch is halved again until it has given back this share of its changes. */
const worthwhile = 0.25;

export type ThinningTask = {
	readonly epochs: readonly Epoch[];
	/** Snapshots that have to stay. */
	readonly fixed: ReadonlySet<Entry>;
	/** Whether the history takes more than this share of its limit, without so many of its snapshots. */
	readonly isOver: (share: number, droppedCount: number) => boolean;
};

/**
 * Makes a function that takes snapshots out until a history is small enough, epoch by epoch from the oldest on; the next
 * time it goes on where it ended, and begins again behind the newest. In each epoch every second snapshot goes, and
 * again every second one as long as that gives nothing back, since each snapshot changed something else. So what is left
 * of an epoch lies evenly in time, and so do epochs of which only one snapshot is left: of them every second one goes.
 */
export function createThinner(): (task: ThinningTask) => ReadonlySet<Entry> {
	let isNextDropped = false;
	let last: Epoch | undefined;

	const halve = (epoch: Epoch, fixed: ReadonlySet<Entry>, dropped: Set<Entry>): void => {
		const every = epoch.entries.filter(entry => !fixed.has(entry));
		const second = every.filter(() => {
			isNextDropped = !isNextDropped;
			return isNextDropped;
		});
		// The last one of an epoch is taken out without a trace; another one is merged with the next.
		for (const entry of second.toReversed()) {
			epoch.drop(entry);
			dropped.add(entry);
		}
	};

	const thinEpoch = (epoch: Epoch, fixed: ReadonlySet<Entry>, dropped: Set<Entry>): void => {
		const before = epoch.changedBytes();
		let count = -1;
		do {
			count = epoch.entries.length;
			halve(epoch, fixed, dropped);
		} while (before - epoch.changedBytes() < before * worthwhile && epoch.entries.length < count);
	};

	return ({epochs, fixed, isOver}) => {
		const dropped = new Set<Entry>();
		let present: readonly Epoch[] = epochs;
		let index = last ? present.indexOf(last) + 1 : 0;
		let droppedBefore = -1;
		while (isOver(aim, dropped.size)) {
			if (index >= present.length) {
				if (droppedBefore === dropped.size) {
					break;
				}

				index = 0;
				droppedBefore = dropped.size;
				present = present.filter(({entries}) => entries.length > 0);
			}

			const epoch = present[index];
			if (epoch) {
				thinEpoch(epoch, fixed, dropped);
				last = epoch.entries.length > 0 ? epoch : last;
			}

			index++;
		}

		return dropped;
	};
}
