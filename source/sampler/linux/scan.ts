import {decodeText} from './decode-text.ts';

export const newline = 0x0a;
export const blank = 0x20;
export const colon = 0x3a;

/** The first place of `byte` in `from` to `to`, or -1. On the short lines of /proc faster than `indexOf`. */
export function findByte(bytes: Uint8Array, byte: number, from: number, to: number): number {
	for (let at = from; at < to; at++) {
		if (bytes[at] === byte) {
			return at;
		}
	}

	return -1;
}

/** The first place from `from` on that is no blank. */
export function skipBlanks(bytes: Uint8Array, from: number): number {
	let at = from;
	while (bytes[at] === blank) {
		at++;
	}

	return at;
}

/** The first place from `from` on that is no decimal digit. */
export function skipDigits(bytes: Uint8Array, from: number): number {
	let at = from;
	while (isDigit(bytes[at] ?? 0)) {
		at++;
	}

	return at;
}

function isDigit(byte: number): boolean {
	return byte >= 0x30 && byte <= 0x39;
}

/** Up to 15 digits are exact in a double, however they are added up. */
const exactDigits = 15;

/** The number whose decimal digits are in `from` to `to`; one above 2^53 is rounded once. */
export function decimalValue(bytes: Uint8Array, from: number, to: number): number {
	if (to - from > exactDigits) {
		return Number(decodeText(bytes.subarray(from, to)));
	}

	let value = 0;
	for (let at = from; at < to; at++) {
		value = value * 10 + ((bytes[at] ?? 0) - 0x30);
	}

	return value;
}
