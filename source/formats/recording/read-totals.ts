import type {TotalMeasure, TotalsType} from '../../model/history/totals.ts';
import {memoryTypes, typeCode} from '../../model/memory-type.ts';
import type {Query} from './query.ts';
import {measureColumn} from './schema.ts';

/**
 * A measure of a type in each of `count` snapshots, in bytes; NaN where it is unknown. The table `summary` has a row
 * for each change. Total is all types but Free, as in the summary of a snapshot: Page Table counts where it is known.
 */
export function readTotals(
	query: Query,
	{measure, type, count}: {readonly measure: TotalMeasure; readonly type: TotalsType; readonly count: number},
): Float64Array<ArrayBuffer> {
	if (type !== 'Total') {
		return readColumn(query, measure, typeCode(type), count);
	}

	const total = new Float64Array(count);
	for (const [code, {name}] of memoryTypes.entries()) {
		if (name !== 'Free') {
			for (const [index, value] of readColumn(query, measure, code, count).entries()) {
				const isLeftOut = name === 'Page Table' && Number.isNaN(value);
				total[index] = (total[index] ?? 0) + (isLeftOut ? 0 : value);
			}
		}
	}

	return total;
}

function readColumn(query: Query, measure: TotalMeasure, code: number, count: number): Float64Array<ArrayBuffer> {
	const values = new Float64Array(count).fill(Number.NaN);
	// At most one row a snapshot: in a damaged file, pages may lead in circles.
	const sql = `SELECT first, ${measureColumn(measure)} FROM summary WHERE type = ? AND first <= ? ORDER BY first LIMIT ?`;
	let filled = 0;
	let value = Number.NaN;
	for (const [first, stored] of query(sql, code, count, count)) {
		const index = typeof first === 'number' ? Math.max(filled, first - 1) : filled;
		values.fill(value, filled, index);
		filled = Math.min(index, count);
		value = typeof stored === 'number' ? stored : Number.NaN;
	}

	return values.fill(value, filled);
}
