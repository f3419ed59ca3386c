import {isUtf8} from 'node:buffer';

/**
 * The encoding of a file of VMMap's: it writes the code page of its Windows, which is 1252 in most of the West. UTF-8, with
 * or without a mark, is told by having no byte out of place; UTF-16 by its mark.
 */
export function findEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) {
		return 'utf-16le';
	}

	if (bytes[0] === 0xfe && bytes[1] === 0xff) {
		return 'utf-16be';
	}

	return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** The whole text of such a file. */
export function decodeText(bytes: Uint8Array): string {
	return new TextDecoder(findEncoding(bytes)).decode(bytes);
}
