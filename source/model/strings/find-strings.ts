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

/**
 * Finds runs of at least `minimum` printable characters, ascending by offset, in one pass: a string of UTF-16 begins
 * with a character before a zero, which is where any other string ends.
 */
export function findStrings(bytes: Uint8Array<ArrayBuffer>, minimum: number): readonly FoundString[] {
	const found: FoundString[] = [];
	const skipZeros = createZeroSkipper(bytes);
	let start = 0;
	let characters = 0;
	let isAscii = true;
	let wideEnd = 0;
	for (let at = 0; at <= bytes.length; ) {
		const byte = at < bytes.length ? (bytes[at] ?? 0) : 1;
		const kind = classes[byte] ?? 0;
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

		if (byte === 0 && at > wideEnd && isWideCharacter[bytes[at - 1] ?? 0] === 1) {
			wideEnd = findWideEnd(bytes, at - 1);
			if (wideEnd - at + 1 >= minimum * 2) {
				found.push({offset: at - 1, length: wideEnd - at + 1, encoding: utf16});
			}
		}

		at = byte === 0 ? skipZeros(at) : at + 1;
		start = at;
		characters = 0;
		isAscii = true;
	}

	return found;
}

/** The end of a run of characters that are each followed by a zero. */
function findWideEnd(bytes: Uint8Array, start: number): number {
	let at = start;
	while (at + 1 < bytes.length && bytes[at + 1] === 0 && isWideCharacter[bytes[at] ?? 0] === 1) {
		at += 2;
	}

	return at;
}

/** Finds where zeros end, four at a time: much of what a process has is empty. */
function createZeroSkipper(bytes: Uint8Array<ArrayBuffer>): (at: number) => number {
	const wordSize = 4;
	const lead = (wordSize - (bytes.byteOffset % wordSize)) % wordSize;
	const count = Math.max(0, Math.floor((bytes.length - lead) / wordSize));
	const words = count === 0 ? new Uint32Array(0) : new Uint32Array(bytes.buffer, bytes.byteOffset + lead, count);
	return from => {
		let at = from + 1;
		while (at < bytes.length && bytes[at] === 0 && (at - lead) % wordSize !== 0) {
			at++;
		}

		let word = (at - lead) / wordSize;
		if (!Number.isInteger(word) || word < 0) {
			return at;
		}

		while (word < count && words[word] === 0) {
			word++;
		}

		return lead + word * wordSize;
	};
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

const latin1Decoder = new TextDecoder('latin1');
const utf8Decoder = new TextDecoder('utf-8', {ignoreBOM: true});
const utf16Decoder = new TextDecoder('utf-16le', {ignoreBOM: true});

/**
 * Gives the texts of strings that were found in some bytes, of each the first kilobyte. They hold whatever was there:
 * escape before drawing. The bytes are decoded once for all ASCII in them, of which a text is then a part.
 */
export function createDecoder(bytes: Uint8Array): (found: FoundString) => string {
	let whole: string | undefined;
	return ({offset, length, encoding}) => {
		const end = offset + Math.min(length, mostBytes);
		switch (encoding) {
			case utf16:
				return utf16Decoder.decode(bytes.subarray(offset, end));
			case utf8:
				// A character that was cut in two is left out.
				return utf8Decoder.decode(bytes.subarray(offset, end)).replace(/\uFFFD$/, '');
			default:
				whole ??= latin1Decoder.decode(bytes);
				return whole.slice(offset, end);
		}
	};
}
