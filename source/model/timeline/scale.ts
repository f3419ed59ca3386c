import type {ReducedSeries} from './reduce-series.ts';

/** What the lowest and the highest row of a chart stand for, in bytes. */
export type Scale = {
	readonly bottom: number;
	readonly top: number;
};

/** The least part of its highest value that a chart shows, so that the noise of a few pages is not a mountain. */
const leastRange = 1 / 64;

/**
 * Finds the scale on which all lines fit: from nothing to the highest value, or, where all values lie in the upper half
 * of that, from the lowest one, so that what grows slowly is seen to grow.
 */
export function findScale(lines: readonly ReducedSeries[]): Scale {
	let lowest = Number.POSITIVE_INFINITY;
	let top = 0;
	for (const {lowest: low, highest: high} of lines) {
		for (let column = 0; column < low.length; column++) {
			// Comparing leaves out what is unknown.
			lowest = (low[column] ?? Number.NaN) < lowest ? (low[column] ?? lowest) : lowest;
			top = (high[column] ?? Number.NaN) > top ? (high[column] ?? top) : top;
		}
	}

	if (top === 0) {
		return {bottom: 0, top: 1};
	}

	const isInUpperHalf = lowest > top / 2 && lowest < top;
	return {bottom: isInUpperHalf ? Math.min(lowest, top - top * leastRange) : 0, top};
}

/** The row of a value, counted from the bottom, among rows 0 to `highestRow`. */
export function rowOf(value: number, {bottom, top}: Scale, highestRow: number): number {
	return Math.round(heightOf(value, {bottom, top}, highestRow));
}

/** The same, not rounded. */
export function heightOf(value: number, {bottom, top}: Scale, highestRow: number): number {
	return ((value - bottom) / (top - bottom)) * highestRow;
}
