import type {Snapshot} from '../snapshot.ts';
import type {Selection} from './selection.ts';

const hexDigits = /^(?:0x)?(?<digits>[\da-f]{1,16})$/i;

/** Addresses are read in two halves, because bit operations have 32 bits. */
const halfDigits = 8;
const halfRange = 16 ** halfDigits;

/** The hex digits that a word can mean, in lower case, without 0x; undefined where it is no hexadecimal number. */
export function hexDigitsOf(word: string): string | undefined {
	return hexDigits.exec(word)?.groups?.['digits']?.toLowerCase();
}

/**
 * Adds the regions that have a block whose address, written in full as the target's addresses are, contains these
 * digits anywhere. No address is made into text: an automaton reads two digits a step, and what it makes of the high
 * half is remembered from row to row, since it changes only every 4 GB.
 */
export function addDigitMatches({blocks, process}: Snapshot, digits: string, selection: Selection): void {
	const {steps, found} = buildAutomaton(digits);
	const {start, region, count} = blocks;
	let high = Number.NaN;
	let highState = 0;
	for (let row = 0; row < count; row++) {
		const address = start[row] ?? 0;
		const rowHigh = Math.floor(address / halfRange);
		if (rowHigh !== high) {
			high = rowHigh;
			highState = process.addressDigits === halfDigits ? 0 : readHalf(steps, 0, high);
		}

		const isFound = readHalf(steps, highState, address - high * halfRange) === found ? 1 : 0;
		const holder = region[row] ?? 0;
		selection[holder] = (selection[holder] ?? 0) | isFound;
	}
}

/** Reads eight digits from a state on and says in which they end. */
function readHalf(steps: Uint8Array, state: number, half: number): number {
	const bits = half | 0;
	const first = steps[(state << 8) | (bits >>> 24)] ?? 0;
	const second = steps[(first << 8) | ((bits >>> 16) & 255)] ?? 0;
	const third = steps[(second << 8) | ((bits >>> 8) & 255)] ?? 0;
	return steps[(third << 8) | (bits & 255)] ?? 0;
}

/**
 * Builds what finds a text in a stream of hex digits (Knuth, Morris, Pratt). State n says that the last n digits read
 * are the first n of the text; the last state, `found`, is never left. Layout of `steps`: the state that follows, at
 * 256 x state + the next two digits.
 */
function buildAutomaton(digits: string): {readonly steps: Uint8Array; readonly found: number} {
	const wanted = Array.from(digits, digit => Number.parseInt(digit, 16));
	const found = wanted.length;
	const single = new Uint8Array((found + 1) * 16).fill(found, found * 16);
	// Where reading goes on after a digit that does not fit: the state in which all but the first digit were read.
	let retry = 0;
	for (const [state, digit] of wanted.entries()) {
		single.copyWithin(state * 16, retry * 16, retry * 16 + 16);
		single[state * 16 + digit] = state + 1;
		retry = state === 0 ? 0 : (single[retry * 16 + digit] ?? 0);
	}

	const steps = new Uint8Array((found + 1) * 256);
	for (let state = 0; state <= found; state++) {
		for (let pair = 0; pair < 256; pair++) {
			const between = single[state * 16 + (pair >>> 4)] ?? 0;
			steps[state * 256 + pair] = single[between * 16 + (pair & 15)] ?? 0;
		}
	}

	return {steps, found};
}
