const digitBits = 16;
const digitRange = 2 ** digitBits;

/**
 * Sorts rows by their keys, smallest first; rows of equal keys keep their order. A key is 64 bits: `high`, and `low`
 * where 32 are not enough. Takes the four digits of 16 bits one after the other, last first (LSD radix sort), and
 * leaves out those that are the same in every key, as most are of sizes: they are multiples of a page.
 */
export function sortRows(high: Uint32Array, low?: Uint32Array): Uint32Array<ArrayBuffer> {
	const count = high.length;
	let rows = new Uint32Array(count);
	for (let row = 0; row < count; row++) {
		rows[row] = row;
	}

	let sorted = new Uint32Array(count);
	const places = new Uint32Array(digitRange);
	for (const keys of low ? [low, high] : [high]) {
		for (const shift of [0, digitBits]) {
			if (count === 0 || !countDigits(keys, shift, places)) {
				continue;
			}

			toPlaces(places);
			for (let at = 0; at < count; at++) {
				const row = rows[at] ?? 0;
				const digit = ((keys[row] ?? 0) >>> shift) & (digitRange - 1);
				const place = places[digit] ?? 0;
				places[digit] = place + 1;
				sorted[place] = row;
			}

			[rows, sorted] = [sorted, rows];
		}
	}

	return rows;
}

/** Counts how often each digit occurs; false where all keys have the same one. */
function countDigits(keys: Uint32Array, shift: number, counts: Uint32Array): boolean {
	counts.fill(0);
	for (let row = 0; row < keys.length; row++) {
		const digit = ((keys[row] ?? 0) >>> shift) & (digitRange - 1);
		counts[digit] = (counts[digit] ?? 0) + 1;
	}

	const firstDigit = ((keys[0] ?? 0) >>> shift) & (digitRange - 1);
	return counts[firstDigit] !== keys.length;
}

/** Makes of each count the place of the first row with that digit. */
function toPlaces(counts: Uint32Array): void {
	let place = 0;
	for (let digit = 0; digit < digitRange; digit++) {
		const count = counts[digit] ?? 0;
		counts[digit] = place;
		place += count;
	}
}
