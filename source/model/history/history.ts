import type {Snapshot} from '../snapshot.ts';
import {summarize} from '../summary.ts';
import {createTextUnion} from '../text-union.ts';
import {compareTables} from './compare-tables.ts';
import {type Entry, type Epoch, openEpoch} from './epoch.ts';
import {createHoldings} from './holdings.ts';
import {listBuffers} from './list-buffers.ts';
import {type CountedRows, putTogether} from './put-together.ts';
import {shareFacts} from './share-facts.ts';
import {isSameShape, type Parts, takeApart} from './take-apart.ts';
import {createThinner} from './thin.ts';
import {createTotalsLog, type TotalMeasure, type TotalsType} from './totals.ts';

/** Why nothing is known of the time before a snapshot. */
export type Gap = 'paused' | 'stopped';

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

/** What is kept of a snapshot beside its columns. */
type Kept = {
	readonly entry: Entry;
	readonly number: number;
	isMarked: boolean;
	gap: Gap | undefined;
};

/** The objects of one snapshot beside its columns: its facts, its counters, its places in lists. */
const bytesPerEntry = 600;

/** What JavaScript needs for a text beside its characters, in the table and in the index. */
const bytesPerText = 48;

/** How many restored snapshots are remembered: the one that is shown, and the one that it is compared with. */
const rememberedCount = 2;

/** Makes an empty history that takes `limitBytes` at most, marked, first and newest snapshots excepted. */
export function createHistory({limitBytes = 512 * 2 ** 20}: {readonly limitBytes?: number} = {}): History {
	const texts = createTextUnion();
	const holdings = createHoldings();
	const totals = createTotalsLog();
	const remembered = new Map<Entry, Snapshot>();
	let kept: Kept[] = [];
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

	const forget = (entry: Entry): void => {
		const snapshot = remembered.get(entry);
		if (snapshot) {
			remembered.delete(entry);
			holdings.release(listBuffers(snapshot));
		}
	};

	const remember = (entry: Entry, snapshot: Snapshot): void => {
		remembered.set(entry, snapshot);
		holdings.hold(listBuffers(snapshot));
		const [oldest] = remembered.keys();
		if (oldest && remembered.size > rememberedCount) {
			forget(oldest);
		}
	};

	const find = (index: number): Kept => {
		const found = kept[index];
		if (!found) {
			throw new Error(`The history has no snapshot ${index}`);
		}

		return found;
	};

	const thin = createThinner();

	const thinOut = (): void => {
		const fixed = new Set(
			kept.filter(({isMarked}, index) => isMarked || index === 0 || index === kept.length - 1).map(({entry}) => entry),
		);
		const bytesPerRow = bytesPerEntry + totals.bytes() / kept.length;
		const isOver = (share: number, droppedCount: number): boolean =>
			bytes() - droppedCount * bytesPerRow > limitBytes * share;
		removeDropped(thin({epochs, fixed, isOver}));
	};

	/** The columns that count rows are mostly those of the newest snapshot. */
	const countedRows = (): CountedRows | undefined =>
		newest && {
			counts: newest.parts.regions.columns[0],
			region: newest.snapshot.blocks.region,
			firstBlock: newest.snapshot.regions.firstBlock,
		};

	const removeDropped = (dropped: ReadonlySet<Entry>): void => {
		for (const entry of dropped) {
			forget(entry);
		}

		let gap: Gap | undefined;
		for (const item of kept) {
			// A gap before a snapshot that is gone is one before the next.
			gap = item.gap ?? gap;
			if (!dropped.has(item.entry)) {
				item.gap = gap;
				gap = undefined;
			}
		}

		totals.keep(row => !dropped.has(find(row).entry));
		kept = kept.filter(({entry}) => !dropped.has(entry));
		epochs = epochs.filter(({entries}) => entries.length > 0);
	};

	return {
		length: () => kept.length,
		add(snapshot, {isMarked = false} = {}) {
			const own = takeApart(snapshot, texts.unite(snapshot.strings));
			const facts = shareFacts(newest?.parts.facts, own.facts);
			const {parts, entry} = store({...own, facts}, newest?.parts, epochs, holdings);
			const stored = putTogether(
				parts.shape,
				facts,
				countTexts(),
				{blocks: parts.blocks.columns, regions: parts.regions.columns},
				countedRows(),
			);
			holdNewest(parts, stored);
			addedCount++;
			kept.push({entry, number: addedCount, isMarked, gap: kept.length === 0 ? undefined : pendingGap});
			pendingGap = undefined;
			totals.append(summarize(stored));
			if (bytes() > limitBytes) {
				thinOut();
			}

			return stored;
		},
		at(index) {
			const {entry} = find(index);
			if (index === kept.length - 1 && newest) {
				return newest.snapshot;
			}

			const known = remembered.get(entry);
			if (known) {
				return known;
			}

			const {epoch, facts} = entry;
			const restored = putTogether(epoch.shape, facts, texts.strings(), epoch.restore(entry), countedRows());
			remember(entry, restored);
			return restored;
		},
		timeAt: index => find(index).entry.facts.time,
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

/** Stores a snapshot in the newest epoch, or begins another one with it; says with which columns it is kept. */
function store(
	own: Parts,
	previous: Parts | undefined,
	epochs: Epoch[],
	holdings: ReturnType<typeof createHoldings>,
): {readonly parts: Parts; readonly entry: Entry} {
	const epoch = epochs.at(-1);
	if (!epoch || !previous || !isSameShape(epoch.shape, own.shape)) {
		return begin(own, epochs, holdings);
	}

	const changes = {
		blocks: compareTables(previous.blocks, own.blocks),
		regions: compareTables(previous.regions, own.regions),
	};
	const parts = {...own, blocks: changes.blocks.table, regions: changes.regions.table};
	return epoch.hasRoomFor(changes) ? {parts, entry: epoch.append(own.facts, changes)} : begin(parts, epochs, holdings);
}

function begin(parts: Parts, epochs: Epoch[], holdings: ReturnType<typeof createHoldings>) {
	const epoch = openEpoch(parts, holdings);
	epochs.push(epoch);
	const [entry] = epoch.entries;
	if (!entry) {
		throw new Error('An epoch begins with a snapshot');
	}

	return {parts, entry};
}
