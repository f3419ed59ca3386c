import type {TimeColumns} from './lay-out-time.ts';

/** What a line comes to in each column of a chart, however many snapshots stand there; NaN where nothing is known. */
export type ReducedSeries = {
	readonly lowest: Float64Array;
	readonly highest: Float64Array;
	readonly first: Float64Array;
	readonly last: Float64Array;
};

/**
 * Reduces the values of all snapshots to their lowest, highest, first and last in each column, so that no spike is lost.
 * A column between two snapshots goes on with the value of the one before; in a gap nothing is known.
 */
export function reduceSeries(values: ArrayLike<number>, columns: TimeColumns): ReducedSeries {
	const {count} = columns;
	const empty = (): Float64Array => new Float64Array(count).fill(Number.NaN);
	const reduced = {lowest: empty(), highest: empty(), first: empty(), last: empty()};
	const {lowest, highest, first, last} = reduced;
	for (let index = 0; index < values.length; index++) {
		const value = values[index] ?? Number.NaN;
		const column = columns.columnOf(index);
		if (Number.isNaN(value)) {
			continue;
		}

		const isFirst = Number.isNaN(first[column]);
		lowest[column] = isFirst ? value : Math.min(lowest[column] ?? value, value);
		highest[column] = isFirst ? value : Math.max(highest[column] ?? value, value);
		first[column] = isFirst ? value : (first[column] ?? value);
		last[column] = value;
	}

	for (let column = 1; column < count; column++) {
		if (!columns.hasSnapshot(column) && !columns.isGap(column)) {
			const value = last[column - 1] ?? Number.NaN;
			for (const values of Object.values(reduced)) {
				values[column] = value;
			}
		}
	}

	return reduced;
}
