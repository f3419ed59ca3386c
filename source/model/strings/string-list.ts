import type {StringBatch} from '../inspection.ts';
import {lowerBound} from '../numbers/lower-bound.ts';
import {stringEncodings} from './find-strings.ts';
import {textPattern} from './text-pattern.ts';

/** One string that was found. `text` is as it stood in memory: escape before drawing. */
export type ListedString = {
	readonly address: number;
	readonly encoding: (typeof stringEncodings)[number];
	readonly text: string;
	/** Bytes that the text takes in memory; of a long string it is only the start. */
	readonly length: number;
};

/** The strings of several batches that hold a text, in their order. A row is made when it is asked for. */
export type StringList = {
	readonly count: number;
	/** How many there are without the filter. */
	readonly total: number;
	readonly at: (row: number) => ListedString | undefined;
	/** The text of a row alone, for all rows of a long list. */
	readonly textAt: (row: number) => string | undefined;
};

/** Which rows of a batch match, for the filter that was asked for last: a batch is searched once a filter. */
const matched = new WeakMap<StringBatch, {readonly filter: string; readonly rows: Uint32Array}>();

/** Lists the strings that hold `filter`, ignoring case. */
export function listStrings(batches: readonly StringBatch[], filter: string): StringList {
	const pattern = textPattern(filter);
	const rowsOf = batches.map(batch => (filter === '' ? undefined : match(batch, filter, pattern)));
	const ends = new Uint32Array(batches.length);
	let count = 0;
	let total = 0;
	for (const [index, batch] of batches.entries()) {
		count += rowsOf[index]?.length ?? batch.texts.length;
		total += batch.texts.length;
		ends[index] = count;
	}

	/** The batch of a row and the row in it. */
	const find = (row: number): {readonly batch: StringBatch | undefined; readonly place: number} => {
		const index = lowerBound(ends, row + 1);
		const within = row - (index === 0 ? 0 : (ends[index - 1] ?? 0));
		const rows = rowsOf[index];
		return {batch: batches[index], place: rows ? (rows[within] ?? -1) : within};
	};

	return {
		count,
		total,
		textAt(row) {
			const {batch, place} = find(row);
			return batch?.texts[place];
		},
		at(row) {
			const {batch, place} = find(row);
			const text = batch?.texts[place];
			if (!batch || text === undefined) {
				return undefined;
			}

			const encoding = stringEncodings[batch.encodings[place] ?? 0] ?? 'ASCII';
			return {address: batch.addresses[place] ?? 0, encoding, text, length: byteLength(text, encoding)};
		},
	};
}

const utf8 = new TextEncoder();

function byteLength(text: string, encoding: ListedString['encoding']): number {
	switch (encoding) {
		case 'ASCII':
			return text.length;
		case 'UTF-8':
			return utf8.encode(text).length;
		case 'UTF-16':
			return text.length * 2;
	}
}

/** Orders of a list: that of the addresses, the longest texts first, or that of the texts, where equal ones meet. */
export const stringOrders = ['address', 'length', 'text'] as const;

export type StringOrder = (typeof stringOrders)[number];

/** Comparing texts takes long: of more, the screen would stand still for a second. */
export const mostSortedByText = 200_000;

/** A list in another order; what is equal stays in the order of the addresses. */
export function sortStringList(list: StringList, order: Exclude<StringOrder, 'address'>): StringList {
	const texts = Array.from({length: list.count}, (_, row) => list.textAt(row) ?? '');
	const rows = order === 'length' ? orderByLength(texts) : orderByText(texts);
	const inOrder =
		<Value>(get: (row: number) => Value | undefined) =>
		(row: number): Value | undefined => {
			const place = rows[row];
			return place === undefined ? undefined : get(place);
		};
	return {...list, at: inOrder(list.at), textAt: inOrder(list.textAt)};
}

/** Rows, those of the longest texts first: counted by length, of which there are few, since a million are compared slowly. */
function orderByLength(texts: readonly string[]): Uint32Array {
	const longest = texts.reduce((most, {length}) => Math.max(most, length), 0);
	const next = new Uint32Array(longest + 2);
	for (const {length} of texts) {
		const following = longest - length + 1;
		next[following] = (next[following] ?? 0) + 1;
	}

	for (let index = 1; index < next.length; index++) {
		next[index] = (next[index] ?? 0) + (next[index - 1] ?? 0);
	}

	const rows = new Uint32Array(texts.length);
	for (const [row, {length}] of texts.entries()) {
		const place = next[longest - length] ?? 0;
		rows[place] = row;
		next[longest - length] = place + 1;
	}

	return rows;
}

function orderByText(texts: readonly string[]): Uint32Array {
	return Uint32Array.from(texts.keys()).sort((one, other) => {
		const [first = '', second = ''] = [texts[one], texts[other]];
		return first < second ? -1 : first > second ? 1 : one - other;
	});
}

function match(batch: StringBatch, filter: string, pattern: RegExp): Uint32Array {
	const known = matched.get(batch);
	if (known?.filter === filter) {
		return known.rows;
	}

	const rows: number[] = [];
	for (const [row, text] of batch.texts.entries()) {
		if (pattern.test(text)) {
			rows.push(row);
		}
	}

	const result = {filter, rows: Uint32Array.from(rows)};
	matched.set(batch, result);
	return result.rows;
}
