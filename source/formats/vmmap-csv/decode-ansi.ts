/**
 * The text of a file of VMMap's: it writes the code page of its Windows, which is 1252 in most of the West. UTF-8, with
 * or without a mark, is told by having no byte out of place; UTF-16 by its mark.
 */
export function decodeAnsi(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) {
		return new TextDecoder('utf-16le').decode(bytes);
	}

	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
