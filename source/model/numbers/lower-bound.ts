/** The first index of ascending numbers at which `value` or more stands; their count where all are less. */
export function lowerBound(ascending: Float64Array | Uint32Array, value: number): number {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((ascending[middle] ?? 0) < value) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}
