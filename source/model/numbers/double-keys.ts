const signBit = 0x8000_0000;
const allBits = 0xffff_ffff;

/** Keys of 64 bits that, taken as unsigned numbers, are in the order that is wanted. */
export type DoubleKeys = {
	readonly high: Uint32Array<ArrayBuffer>;
	readonly low: Uint32Array<ArrayBuffer>;
};

/**
 * Makes keys of doubles by which a radix sort orders them: ascending or descending, NaN last in both, and -0 equal to 0.
 * Doubles by IEEE 754 that are not negative are in the order of their bits; so are all, once the sign of these is turned
 * and every bit of the negative ones.
 */
export function toDoubleKeys(column: Float64Array, isDescending: boolean): DoubleKeys {
	const high = new Uint32Array(column.length);
	const low = new Uint32Array(column.length);
	const number = new Float64Array(1);
	const bits = new Uint32Array(number.buffer);
	const highWord = isLittleEndian() ? 1 : 0;
	const lowWord = 1 - highWord;
	const turn = isDescending ? allBits : 0;
	for (let row = 0; row < column.length; row++) {
		// Adding 0 makes 0 of -0.
		const value = (column[row] ?? 0) + 0;
		if (Number.isNaN(value)) {
			// No other number has this key.
			high[row] = allBits;
			continue;
		}

		number[0] = value;
		const isNegative = value < 0;
		high[row] = (bits[highWord] ?? 0) ^ (isNegative ? allBits : signBit) ^ turn;
		low[row] = (bits[lowWord] ?? 0) ^ (isNegative ? allBits : 0) ^ turn;
	}

	return {high, low};
}

function isLittleEndian(): boolean {
	return new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
}
