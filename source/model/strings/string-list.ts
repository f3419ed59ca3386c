import type {StringBatch} from '../inspection.ts';
import {lowerBound} from '../numbers/lower-bound.ts';
import {stringEncodings} from './find-strings.ts';

/** One string that was found. `text` is as it stood in memory: escape before drawing. */
export type ListedString = {
	readonly address: number;
	readonly encoding: (typeof stringEncodings)[number];
	readonly text: string;
};

/** The strings of several batches that hold a text, in their order. A row is made when it is asked for. */
export type StringList = {
	readonly count: number;
	/** How many there are without the filter. */
	readonly total: number;
	readonly at: (row: number) => ListedString | undefined;
};

/** Which rows of a batch match, for the filter that was asked for last: a batch is searched once a filter. */
const matched = new WeakMap<StringBatch, {readonly filter: string; readonly rows: Uint32Array}>();

/** Lists the strings that hold `filter`, ignoring case. */
export function listStrings(batches: readonly StringBatch[], filter: string): StringList {
	const pattern = new RegExp(filter.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), 'i');
	const rowsOf = batches.map(batch => (filter === '' ? undefined : match(batch, filter, pattern)));
	const ends = new Uint32Array(batches.length);
	let count = 0;
	let total = 0;
	for (const [index, batch] of batches.entries()) {
		count += rowsOf[index]?.length ?? batch.texts.length;
		total += batch.texts.length;
		ends[index] = count;
	}

	return {
		count,
		total,
		at(row) {
			const index = lowerBound(ends, row + 1);
			const batch = batches[index];
			const within = row - (index === 0 ? 0 : (ends[index - 1] ?? 0));
			const place = rowsOf[index] ? rowsOf[index][within] : within;
			const text = place === undefined ? undefined : batch?.texts[place];
			return batch && place !== undefined && text !== undefined
				? {
						address: batch.addresses[place] ?? 0,
						encoding: stringEncodings[batch.encodings[place] ?? 0] ?? 'ASCII',
						text,
					}
				: undefined;
		},
	};
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
