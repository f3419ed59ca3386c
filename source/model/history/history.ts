import type {Snapshot} from '../snapshot.ts';
import {summarize} from '../summary.ts';
import {createTextUnion} from '../text-union.ts';
import type {Entry, Epoch, Gap} from './epoch.ts';
import {createHoldings} from './holdings.ts';
import {listBuffers} from './list-buffers.ts';
import {place} from './place.ts';
import {type PartColumns, putTogether} from './put-together.ts';
import {createRestored} from './restored.ts';
import {shareFacts, withTime} from './share-facts.ts';
import {type Parts, takeApart} from './take-apart.ts';
import {createThinner} from './thin.ts';
import {createTotalsLog, type TotalMeasure, type TotalsType} from './totals.ts';

/** The snapshots of one process since the program was started, in the order of time. */
export type History = {
	readonly length: () => number;
	/**
	 * Adds the newest snapshot, and gives it back as it is kept: equal in every column and text, but sharing what did not
	 * change with those before. Where the limit is passed, older ones are thinned out.
	 */
	readonly add: (snapshot: Snapshot, options?: {readonly isMarked?: boolean}) => Snapshot;
	/** The snapshot at `index`, equal in every column and text to the one that was added. The last few are remembered. */
	readonly at: (index: number) => Snapshot;
	/** Milliseconds since 1970. */
	readonly timeAt: (index: number) => number;
	/** Which snapshot of all that were ever added it is, from 1: it stays the same when others are thinned out. */
	readonly numberAt: (index: number) => number;
	/** The index of the snapshot with this number, else of the next one after it; that of the newest if there is none. */
	readonly indexOfNumber: (number: number) => number;
	readonly isMarked: (index: number) => boolean;
	/** A marked snapshot is never thinned out. */
	readonly mark: (index: number, isMarked: boolean) => void;
	/** Says that the time from the newest snapshot to the next one is not known. */
	readonly noteGap: (gap: Gap) => void;
	/** The gap between a snapshot and the one before it. */
	readonly gapBefore: (index: number) => Gap | undefined;
	/** A measure of a type in every snapshot, in bytes; NaN where it is unknown. Valid until the next `add`. */
	readonly totals: (measure: TotalMeasure, type: TotalsType) => Float64Array<ArrayBuffer>;
	/** How many were thinned out. */
	readonly droppedCount: () => number;
	/** Bytes that all of it takes, about. */
	readonly bytes: () => number;
};

/** The objects of one snapshot beside its columns: its facts, its counters, its places in lists. */
const bytesPerEntry = 500;

/** What JavaScript needs for a text beside its characters, in the table and in the index. */
const bytesPerText = 48;

/** Makes an empty history that takes `limitBytes` at most, marked, first and newest snapshots excepted. */
export function createHistory({limitBytes = 512 * 2 ** 20}: {readonly limitBytes?: number} = {}): History {
	const texts = createTextUnion();
	const holdings = createHoldings();
	const totals = createTotalsLog();
	const restored = createRestored(holdings);
	let kept: Entry[] = [];
	let epochs: Epoch[] = [];
	let newest: {readonly parts: Parts; readonly snapshot: Snapshot} | undefined;
	let addedCount = 0;
	let pendingGap: Gap | undefined;
	let textBytes = 0;
	let countedTexts = 0;

	const bytes = (): number => holdings.bytes() + totals.bytes() + textBytes + kept.length * bytesPerEntry;

	const countTexts = (): readonly string[] => {
		const strings = texts.strings();
		for (; countedTexts < strings.length; countedTexts++) {
			textBytes += bytesPerText + (strings[countedTexts]?.length ?? 0);
		}

		return strings;
	};

	const holdNewest = (parts: Parts, snapshot: Snapshot): void => {
		holdings.hold(listBuffers(snapshot));
		if (newest) {
			holdings.release(listBuffers(newest.snapshot));
		}

		newest = {parts, snapshot};
	};

	const find = (index: number): Entry => {
		const found = kept[index];
		if (!found) {
			throw new Error(`The history has no snapshot ${index}`);
		}

		return found;
	};

	const thin = createThinner();

	const thinOut = (): void => {
		const fixed = new Set(kept.filter(({isMarked}, index) => isMarked || index === 0 || index === kept.length - 1));
		const bytesPerRow = bytesPerEntry + totals.bytes() / kept.length;
		const isOver = (share: number, droppedCount: number): boolean =>
			bytes() - droppedCount * bytesPerRow > limitBytes * share;
		removeDropped(thin({epochs, fixed, isOver}));
	};

	const restore = (entry: Entry, columns: PartColumns, strings: readonly string[]): Snapshot => {
		// The columns that count rows are mostly those of the newest snapshot.
		const counted = newest && {
			counts: newest.parts.regions.columns[0],
			region: newest.snapshot.blocks.region,
			firstBlock: newest.snapshot.regions.firstBlock,
		};
		const facts = withTime(entry.facts, entry.time, entry.milliseconds);
		return putTogether(entry.epoch.shape, facts, strings, columns, counted);
	};

	const removeDropped = (dropped: ReadonlySet<Entry>): void => {
		for (const entry of dropped) {
			restored.forget(entry);
		}

		let gap: Gap | undefined;
		for (const item of kept) {
			// A gap before a snapshot that is gone is one before the next.
			gap = item.gap ?? gap;
			if (!dropped.has(item)) {
				item.gap = gap;
				gap = undefined;
			}
		}

		totals.keep(row => !dropped.has(find(row)));
		kept = kept.filter(entry => !dropped.has(entry));
		epochs = epochs.filter(({entries}) => entries.length > 0);
	};

	return {
		length: () => kept.length,
		add(snapshot, {isMarked = false} = {}) {
			const own = takeApart(snapshot, texts.unite(snapshot.strings));
			const {parts, epoch, changes} = place(own, newest?.parts, epochs, holdings);
			const {time, cost} = own.facts;
			addedCount++;
			const entry: Entry = {
				epoch,
				facts: shareFacts(kept.at(-1)?.facts, own.facts),
				time,
				milliseconds: cost.milliseconds,
				number: addedCount,
				isMarked,
				gap: kept.length === 0 ? undefined : pendingGap,
			};
			if (changes) {
				epoch.append(entry, changes);
			} else {
				epoch.begin(entry);
			}

			kept.push(entry);
			pendingGap = undefined;
			const stored = restore(entry, {blocks: parts.blocks.columns, regions: parts.regions.columns}, countTexts());
			holdNewest(parts, stored);
			totals.append(summarize(stored));
			if (bytes() > limitBytes) {
				thinOut();
			}

			return stored;
		},
		at(index) {
			const entry = find(index);
			if (index === kept.length - 1 && newest) {
				return newest.snapshot;
			}

			const known = restored.find(entry);
			return known ?? restored.remember(entry, restore(entry, entry.epoch.restore(entry), texts.strings()));
		},
		timeAt: index => find(index).time,
		numberAt: index => find(index).number,
		indexOfNumber(number) {
			const index = kept.findIndex(item => item.number >= number);
			return index < 0 ? kept.length - 1 : index;
		},
		isMarked: index => find(index).isMarked,
		mark(index, isMarked) {
			find(index).isMarked = isMarked;
		},
		noteGap(gap) {
			pendingGap = gap;
		},
		gapBefore: index => find(index).gap,
		totals: totals.column,
		droppedCount: () => addedCount - kept.length,
		bytes,
	};
}
