/** Columns of `count` blocks to be filled; every row is 0 and the empty text. `size` becomes one of the measures. */
export function createBlockColumns(count: number) {
	return {
		count,
		start: new Float64Array(count),
		size: new Float64Array(count),
		region: new Uint32Array(count),
		protection: new Uint32Array(count),
		details: new Uint32Array(count),
	};
}

/** Columns of `count` regions to be filled; every row is 0 and the empty text. */
export function createRegionColumns(count: number) {
	return {
		count,
		firstBlock: new Uint32Array(count + 1),
		type: new Uint8Array(count),
		kind: new Uint32Array(count),
		details: new Uint32Array(count),
		evidence: new Uint32Array(count),
		isInferred: new Uint8Array(count),
		protection: new Uint32Array(count),
	};
}
