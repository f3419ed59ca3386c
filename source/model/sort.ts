import {type ColumnId, findColumn} from './column.ts';
import {isDiffSnapshot} from './diff/diff-view.ts';
import {regionGrowth} from './diff/growth.ts';
import {foldStrings} from './folded-strings.ts';
import {toDoubleKeys} from './numbers/double-keys.ts';
import {sortRows} from './numbers/radix-sort.ts';
import {countBlocks} from './region-counts.ts';
import {regionMeasure} from './region-measures.ts';
import type {NumberColumn, Snapshot, TextColumn} from './snapshot.ts';

/** What regions can be sorted by: a column, or in a diff by how much they grew. */
export type SortColumn = ColumnId | 'growth';

export type SortOrder = {
	readonly column: SortColumn;
	readonly isReversed: boolean;
};

/** Rows of `regions` in the order in which they are shown. */
export type RegionOrder = Uint32Array<ArrayBuffer>;

const lastOrders = new WeakMap<Snapshot, SortOrder & {readonly order: RegionOrder}>();
const ranksOfStrings = new WeakMap<readonly string[], Uint32Array>();

/** Comes behind every rank, and behind every number that is counted in a snapshot. */
const lastKey = 0xffff_ffff;

/**
 * Sorts the regions of a snapshot. Not reversed, addresses ascend, numbers descend (the biggest first), texts ascend
 * without regard to case, and types are in the order of the type table. Equal ones ascend by address. What is unknown or
 * empty is last, reversed too. The last order of each snapshot is remembered.
 */
export function sortRegions(snapshot: Snapshot, {column, isReversed}: SortOrder): RegionOrder {
	const last = lastOrders.get(snapshot);
	if (last && last.column === column && last.isReversed === isReversed) {
		return last.order;
	}

	const order = orderBy(snapshot, column, isReversed);
	lastOrders.set(snapshot, {column, isReversed, order});
	return order;
}

function orderBy(snapshot: Snapshot, column: SortColumn, isReversed: boolean): RegionOrder {
	const {regions} = snapshot;
	switch (column) {
		case 'address': {
			const order = addressOrder(regions.count);
			return isReversed ? order.reverse() : order;
		}
		case 'type':
			return sortRows(typeKeys(snapshot, isReversed));
		case 'blocks':
			return sortRows(countBlocks(snapshot).map(count => (isReversed ? count : lastKey - count)));
		case 'kind':
		case 'details':
		case 'protection':
			return sortRows(textKeys(snapshot, regions[column], isReversed));
		default: {
			const numbers = numbersOf(snapshot, column);
			if (!numbers) {
				return addressOrder(regions.count);
			}

			const {high, low} = toDoubleKeys(numbers, !isReversed);
			return sortRows(high, low);
		}
	}
}

/** What a column shows of each region; undefined where the snapshot does not know it. */
function numbersOf(snapshot: Snapshot, column: SortColumn): NumberColumn | undefined {
	if (column === 'growth') {
		return isDiffSnapshot(snapshot) ? regionGrowth(snapshot) : undefined;
	}

	// Largest is the size of a region, seen from its type.
	return regionMeasure(snapshot, findColumn(column).measure ?? 'size');
}

function addressOrder(count: number): RegionOrder {
	const order = new Uint32Array(count);
	for (let region = 0; region < count; region++) {
		order[region] = region;
	}

	return order;
}

function typeKeys({regions}: Snapshot, isReversed: boolean): Uint32Array {
	const keys = new Uint32Array(regions.count);
	for (let region = 0; region < keys.length; region++) {
		const code = regions.type[region] ?? 0;
		keys[region] = isReversed ? lastKey - code : code;
	}

	return keys;
}

function textKeys(snapshot: Snapshot, column: TextColumn, isReversed: boolean): Uint32Array {
	const rankOf = rankStrings(snapshot);
	const keys = new Uint32Array(snapshot.regions.count);
	for (let region = 0; region < keys.length; region++) {
		const text = column[region] ?? 0;
		const rank = rankOf[text] ?? 0;
		keys[region] = rank === 0 ? lastKey : isReversed ? lastKey - rank : rank;
	}

	return keys;
}

/**
 * The place of each row of the string table among all, by code units of its lower case. Texts that are equal so share
 * it; that of the empty one is 0.
 */
function rankStrings(snapshot: Snapshot): Uint32Array {
	const known = ranksOfStrings.get(snapshot.strings);
	if (known) {
		return known;
	}

	const folded = foldStrings(snapshot);
	const distinct = [...new Set(folded)].filter(text => text !== '').toSorted();
	const rankOfText = new Map(distinct.map((text, index) => [text, index + 1]));
	const rankOf = Uint32Array.from(folded, text => rankOfText.get(text) ?? 0);
	ranksOfStrings.set(snapshot.strings, rankOf);
	return rankOf;
}
