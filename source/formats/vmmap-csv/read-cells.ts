import {kilobyte} from './kilobyte.ts';

/** What locales part thousands with: comma, point, blank, apostrophe, and blanks that do not break. */
const separators = /[,.'\u2019\u00a0\u202f ]/g;

/** A size in KB with the separators of any locale, in bytes; nothing is 0. Throws a SyntaxError for anything else. */
export function readSize(cell: string, column: string, line: number): number {
	return readCount(cell, column, line) * kilobyte;
}

/** A whole number with the separators of any locale; nothing is 0. Throws a SyntaxError for anything else. */
export function readCount(cell: string, column: string, line: number): number {
	const digits = cell.replace(separators, '');
	// 2^64 bytes have 17 digits in KB: no size is longer.
	if (!/^\d{0,17}$/.test(digits)) {
		throw new SyntaxError(`line ${line}: ${column} must be a whole number`);
	}

	return Number(digits);
}

/** An address of 8 or 16 hex digits; two blanks before it say that it is that of a block. Throws a SyntaxError. */
export function readAddress(
	cell: string,
	line: number,
): {readonly address: number; readonly isBlock: boolean; readonly digits: number} {
	const [, indent = '', digits = ''] = /^( *)([\dA-Fa-f]{8}|[\dA-Fa-f]{16})$/.exec(cell) ?? [];
	const address = Number.parseInt(digits, 16);
	// A double holds no odd address above 2^53: user space ends far below.
	if (!(address <= Number.MAX_SAFE_INTEGER)) {
		throw new SyntaxError(`line ${line}: Address must be 8 or 16 hex digits, of an address that a program can have`);
	}

	return {address, isBlock: indent !== '', digits: digits.length};
}
