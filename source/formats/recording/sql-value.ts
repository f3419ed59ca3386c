import type {SQLInputValue} from 'node:sqlite';

/** A number as a row has it. Unknown is NULL. */
export function toSqlNumber(value: number | undefined): number | null {
	return value === undefined || Number.isNaN(value) ? null : value;
}

/**
 * An address as a row has it: its 64 bits read as a signed number, as SQLite has no other. Those from 2^63 up are
 * negative. Exact for every address of a page.
 */
export function toSqlAddress(address: number): number {
	return address < 2 ** 63 ? address : address - 2 ** 64;
}

/** The address that `toSqlAddress` wrote. */
export function fromSqlAddress(value: number): number {
	return value < 0 ? value + 2 ** 64 : value;
}

/**
 * A text as a row has it. SQLite's texts are UTF-8, and programs in C read them up to the first NUL: one with a NUL or
 * with half a surrogate pair is a blob of UTF-16 code units, lower byte first.
 */
export function toSqlText(text: string): SQLInputValue {
	return text.isWellFormed() && !text.includes('\0') ? text : Buffer.from(text, 'utf16le');
}

/** The text that `toSqlText` wrote; undefined where the value is none. */
export function fromSqlText(value: unknown): string | undefined {
	if (typeof value === 'string') {
		return value;
	}

	return value instanceof Uint8Array && value.length % 2 === 0
		? Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf16le')
		: undefined;
}
