/** How a string is written in memory. UTF-16 is little-endian, and of it the characters up to U+00FF. */
export const stringEncodings = ['ASCII', 'UTF-8', 'UTF-16'] as const;

/** A string where it stands in bytes: offset and length in bytes, and a row of `stringEncodings`. */
export type FoundString = {readonly offset: number; readonly length: number; readonly encoding: number};

const ascii = 0;
const utf8 = 1;
const utf16 = 2;

/** What a byte can be: 1 printable ASCII or a tab, 2 to 4 the first of so many bytes of UTF-8, 0 all others. */
const classes = Uint8Array.from({length: 256}, (_, byte) => {
	if ((byte >= 0x20 && byte < 0x7f) || byte === 0x09) {
		return 1;
	}

	// 0xc0 and 0xc1 would only write ASCII in two bytes, and nothing begins with 0xf5 or more.
	return byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
});

/** The low bytes of what counts as printable in UTF-16: ASCII and the letters of Latin-1. */
const isWideCharacter = Uint8Array.from({length: 256}, (_, byte) => (classes[byte] === 1 || byte >= 0xa0 ? 1 : 0));

/** Finds runs of at least `minimum` printable characters, ascending by offset. */
export function findStrings(bytes: Uint8Array, minimum: number): readonly FoundString[] {
	const found: FoundString[] = [];
	findNarrow(bytes, minimum, found);
	const narrow = found.length;
	findWide(bytes, minimum, found);
	return found.length > narrow && narrow > 0 ? found.sort((first, second) => first.offset - second.offset) : found;
}

function findNarrow(bytes: Uint8Array, minimum: number, found: FoundString[]): void {
	let start = 0;
	let characters = 0;
	let isAscii = true;
	for (let at = 0; at <= bytes.length; ) {
		const kind = at < bytes.length ? (classes[bytes[at] ?? 0] ?? 0) : 0;
		if (kind === 1) {
			characters++;
			at++;
			continue;
		}

		if (kind > 1 && isSequence(bytes, at, kind)) {
			isAscii = false;
			characters++;
			at += kind;
			continue;
		}

		if (characters >= minimum) {
			found.push({offset: start, length: at - start, encoding: isAscii ? ascii : utf8});
		}

		at++;
		start = at;
		characters = 0;
		isAscii = true;
	}
}

/** Whether the bytes that follow continue a character, which is none of C1, of the surrogates or beyond Unicode. */
function isSequence(bytes: Uint8Array, at: number, length: number): boolean {
	const first = bytes[at] ?? 0;
	const second = bytes[at + 1] ?? 0;
	for (let next = 1; next < length; next++) {
		if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) {
			return false;
		}
	}

	switch (first) {
		case 0xc2:
			return second >= 0xa0;
		case 0xe0:
			return second >= 0xa0;
		case 0xed:
			return second < 0xa0;
		case 0xf0:
			return second >= 0x90;
		case 0xf4:
			return second < 0x90;
		default:
			return true;
	}
}

function findWide(bytes: Uint8Array, minimum: number, found: FoundString[]): void {
	for (let at = 0; at + 1 < bytes.length; at++) {
		if (bytes[at + 1] !== 0 || isWideCharacter[bytes[at] ?? 0] !== 1) {
			continue;
		}

		const start = at;
		while (at + 1 < bytes.length && bytes[at + 1] === 0 && isWideCharacter[bytes[at] ?? 0] === 1) {
			at += 2;
		}

		if (at - start >= minimum * 2) {
			found.push({offset: start, length: at - start, encoding: utf16});
		}

		// What ended the run may begin another one at the next byte.
		at--;
	}
}

/** How far back a place to part is looked for. A longer string is parted. */
const longestWhole = 65_536;

/**
 * Where bytes that go on can be parted so that no string is: between two bytes that no string has within it. Their
 * length where there is no such place near the end.
 */
export function findCut(bytes: Uint8Array): number {
	for (let at = bytes.length - 1; at > Math.max(0, bytes.length - longestWhole); at--) {
		if (isControl(bytes[at] ?? 0) && isControl(bytes[at - 1] ?? 0)) {
			return at;
		}
	}

	return bytes.length;
}

function isControl(byte: number): boolean {
	return byte < 0x20 && byte !== 0x09;
}

/** How much of a string is kept, in bytes. */
const mostBytes = 1024;

const utf8Decoder = new TextDecoder('utf-8', {ignoreBOM: true});
const utf16Decoder = new TextDecoder('utf-16le', {ignoreBOM: true});

/** The text of a string, its first kilobyte. It holds whatever was there: escape before drawing. */
export function decodeString(bytes: Uint8Array, {offset, length, encoding}: FoundString): string {
	const kept = bytes.subarray(offset, offset + Math.min(length, mostBytes));
	switch (encoding) {
		case utf16:
			return utf16Decoder.decode(kept);
		case utf8:
			// A character that was cut in two is left out.
			return utf8Decoder.decode(kept).replace(/\uFFFD$/, '');
		default:
			return String.fromCharCode(...kept);
	}
}
