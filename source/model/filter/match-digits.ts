import type {Snapshot} from '../snapshot.ts';
import type {Selection} from './selection.ts';

const hexDigits = /^(?:0x)?(?<digits>[\da-f]{1,16})$/i;

/** The last digits of an address, which change from row to row; those before them are mostly the same as in the row above. */
const lowDigits = 6;
const lowRange = 16 ** lowDigits;

/** The hex digits that a word can mean, in lower case, without 0x; undefined where it is no hexadecimal number. */
export function hexDigitsOf(word: string): string | undefined {
	return hexDigits.exec(word)?.groups?.['digits']?.toLowerCase();
}

/**
 * Adds the regions that have a block whose address, written in full as the target's addresses are, contains these
 * digits anywhere. No address is made into text: an automaton reads two digits a step, and what it makes of the high
 * digits is remembered from row to row.
 */
export function addDigitMatches({blocks, process}: Snapshot, digits: string, selection: Selection): void {
	const {steps, found} = buildAutomaton(digits);
	const {start, region, count} = blocks;
	let high = Number.NaN;
	let highState = 0;
	for (let row = 0; row < count; row++) {
		const address = start[row] ?? 0;
		const rowHigh = Math.floor(address / lowRange);
		if (rowHigh !== high) {
			high = rowHigh;
			highState = readDigits(steps, 0, high, process.addressDigits - lowDigits);
		}

		if (highState !== found) {
			const low = address - high * lowRange;
			const afterFirst = steps[highState * 256 + (low >>> 16)] ?? 0;
			const afterSecond = steps[afterFirst * 256 + ((low >>> 8) & 255)] ?? 0;
			if (steps[afterSecond * 256 + (low & 255)] !== found) {
				continue;
			}
		}

		selection[region[row] ?? 0] = 1;
	}
}

/** Reads the last `count` digits of a number, an even count, from the state `state` on. */
function readDigits(steps: Uint8Array, state: number, value: number, count: number): number {
	let after = state;
	for (let power = 16 ** (count - 2); power >= 1; power /= 256) {
		after = steps[after * 256 + (Math.floor(value / power) % 256)] ?? 0;
	}

	return after;
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
