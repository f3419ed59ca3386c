import {findEncoding} from './find-encoding.ts';

/** Bytes that are made into text at once. */
const chunkSize = 256 * 1024;

/** The text of a file in pieces and without its mark, so that a large file is never one text. */
export function* decodeChunks(bytes: Uint8Array, encoding: string = findEncoding(bytes)): Generator<string> {
	const decoder = new TextDecoder(encoding);
	for (let start = 0; start < bytes.length; start += chunkSize) {
		yield decoder.decode(bytes.subarray(start, start + chunkSize), {stream: true});
	}

	yield decoder.decode();
}
