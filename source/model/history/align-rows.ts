/**
 * Finds for each row of a table the row of the one before that it is stored against: that with the same key, and
 * between such rows one after another, so that a row whose address changes is still the same row. -1 where there is none.
 * Undefined where every row stands where it stood.
 */
export function alignRows(previous: Float64Array, next: Float64Array): Int32Array | undefined {
	const rows = new Int32Array(next.length).fill(-1);
	let isSame = previous.length === next.length;
	let one = 0;
	let other = 0;
	while (one < previous.length && other < next.length) {
		if (previous[one] === next[other]) {
			rows[other] = one;
			isSame &&= one === other;
			one++;
			other++;
			continue;
		}

		const end = findNextSame(previous, one, next, other);
		for (; one < end.one && other < end.other; one++, other++) {
			rows[other] = one;
			isSame &&= one === other;
		}

		({one, other} = end);
	}

	return isSame ? undefined : rows;
}

/** The next rows with the same key; the ends of both where there are none. */
function findNextSame(previous: Float64Array, one: number, next: Float64Array, other: number) {
	let row = one;
	let otherRow = other;
	while (row < previous.length && otherRow < next.length) {
		const distance = (previous[row] ?? 0) - (next[otherRow] ?? 0);
		if (distance === 0) {
			return {one: row, other: otherRow};
		}

		row += distance < 0 ? 1 : 0;
		otherRow += distance > 0 ? 1 : 0;
	}

	return {one: previous.length, other: next.length};
}
