/** How a string is written in memory. UTF-16 is little-endian, and of it the characters up to U+00FF. */
export const stringEncodings = ['ASCII', 'UTF-8', 'UTF-16'] as const;

/** Strings where they stand in bytes, ascending by offset: a row each, so that millions of them are few objects. */
export type FoundStrings = {
	readonly count: number;
	/** In bytes. */
	readonly offsets: Int32Array;
	/** In bytes. */
	readonly lengths: Int32Array;
	/** Rows of `stringEncodings`. */
	readonly encodings: Uint8Array;
};

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
export function findStrings(bytes: Uint8Array<ArrayBuffer>, minimum: number): FoundStrings {
	const found = createRows();
	addStrings(found, bytes, minimum, {from: 0, to: bytes.length});
	return found.take();
}

/**
 * Finds those strings in which one of some places is, which are ascending, and their neighbours: far apart as the places
 * are, most of the bytes need not be looked at.
 */
export function findStringsAround(bytes: Uint8Array<ArrayBuffer>, minimum: number, places: Uint32Array): FoundStrings {
	const found = createRows();
	let to = 0;
	for (const place of places) {
		if (place >= to) {
			const from = cutBefore(bytes, place, to);
			to = cutBehind(bytes, place);
			addStrings(found, bytes, minimum, {from, to});
		}
	}

	return found.take();
}

/** Adds the strings of a part of some bytes, which begins and ends where no string is parted. */
function addStrings(
	found: Rows,
	bytes: Uint8Array<ArrayBuffer>,
	minimum: number,
	{from, to}: {readonly from: number; readonly to: number},
): void {
	const skipZeros = createZeroSkipper(bytes);
	let wideEnd = from;
	for (let at = from; at < to; ) {
		const start = at;
		let characters = 0;
		let isAscii = true;
		// Most of what can be read is ASCII.
		for (;;) {
			const begin = at;
			while (at < to && classes[bytes[at] ?? 0] === 1) {
				at++;
			}

			characters += at - begin;
			const kind = at < to ? (classes[bytes[at] ?? 0] ?? 0) : 0;
			if (kind < 2 || !isSequence(bytes, at, kind)) {
				break;
			}

			isAscii = false;
			characters++;
			at += kind;
		}

		if (characters >= minimum) {
			found.add(start, at - start, isAscii ? ascii : utf8);
		}

		if (at >= to) {
			return;
		}

		if (bytes[at] !== 0) {
			at++;
			continue;
		}

		if (at > wideEnd && isWideCharacter[bytes[at - 1] ?? 0] === 1) {
			wideEnd = findWideEnd(bytes, at - 1);
			if (wideEnd - at + 1 >= minimum * 2) {
				found.add(at - 1, wideEnd - at + 1, utf16);
			}
		}

		at = skipZeros(at);
	}
}

/** Rows in arrays that grow. */
type Rows = {
	readonly add: (offset: number, length: number, encoding: number) => void;
	readonly take: () => FoundStrings;
};

function createRows(): Rows {
	let offsets = new Int32Array(1024);
	let lengths = new Int32Array(1024);
	let encodings = new Uint8Array(1024);
	let count = 0;
	return {
		add(offset, length, encoding) {
			if (count === offsets.length) {
				offsets = grow(offsets, new Int32Array(count * 2));
				lengths = grow(lengths, new Int32Array(count * 2));
				encodings = grow(encodings, new Uint8Array(count * 2));
			}

			offsets[count] = offset;
			lengths[count] = length;
			encodings[count] = encoding;
			count++;
		},
		take: () => ({count, offsets, lengths, encodings}),
	};
}

function grow<Rows extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(rows: Rows, larger: Rows): Rows {
	larger.set(rows);
	return larger;
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

/** The last place between two bytes that no string has within it, from `lowest` to `place`; `lowest` where there is none. */
function cutBefore(bytes: Uint8Array, place: number, lowest: number): number {
	for (let at = place; at > lowest; at--) {
		if (isControl(bytes[at] ?? 0) && isControl(bytes[at - 1] ?? 0)) {
			return at;
		}
	}

	return lowest;
}

/** The first such place behind `place`; the end where there is none. */
function cutBehind(bytes: Uint8Array, place: number): number {
	for (let at = place + 1; at < bytes.length; at++) {
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

/** Makes a text of bytes in which each is one character, so that places in it are places in the bytes. */
export function decodeBytes(bytes: Uint8Array): string {
	return latin1Decoder.decode(bytes);
}

/**
 * Gives the texts of strings that were found in some bytes, of each the first kilobyte. They hold whatever was there:
 * escape before drawing. `decoded` is the same bytes by `decodeBytes`, of which a text in ASCII is a part.
 */
export function textOf(
	bytes: Uint8Array,
	decoded: string,
	{offsets, lengths, encodings}: FoundStrings,
	row: number,
): string {
	const offset = offsets[row] ?? 0;
	const end = offset + Math.min(lengths[row] ?? 0, mostBytes);
	switch (encodings[row]) {
		case utf16:
			return utf16Decoder.decode(bytes.subarray(offset, end));
		case utf8:
			// A character that was cut in two is left out.
			return utf8Decoder.decode(bytes.subarray(offset, end)).replace(/\uFFFD$/, '');
		default:
			return decoded.slice(offset, end);
	}
}
