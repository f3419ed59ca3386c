import {kilobyte} from './kilobyte.ts';

/**
 * A whole number as a locale writes it: digits, or groups of them with the same separator between all. The last group has
 * three digits, others may have two (India). Separators are comma, point, blanks of any kind, apostrophes.
 *
 *     1,094,896   10,94,896   1.094.896   1\u00a0094\u00a0896   1094896
 */
const numberPattern = /^(?:\d{1,17}|\d{1,3}([,.'\u2019\u066c\p{Zs}])(?:\d{2,3}\1)*\d{3})$/u;

const separators = /\D/g;

/** A size in KB with the separators of any locale, in bytes; nothing is 0. Throws a SyntaxError for anything else. */
export function readSize(cell: string, column: string, line: number): number {
	const size = readCount(cell, column, line) * kilobyte;
	if (size > Number.MAX_SAFE_INTEGER) {
		throw new SyntaxError(`line ${line}: ${column} is more than an address space can have`);
	}

	return size;
}

/** A whole number with the separators of any locale; nothing is 0. Throws a SyntaxError for anything else. */
export function readCount(cell: string, column: string, line: number): number {
	if (cell === '') {
		return 0;
	}

	if (!numberPattern.test(cell)) {
		throw new SyntaxError(`line ${line}: ${column} must be a whole number`);
	}

	return Number(cell.replace(separators, ''));
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
