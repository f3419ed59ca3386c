import {addressOf, close, lastError, openForReading, read} from './libc.ts';

/** The bytes of a file, or the error number of errno(3) for which it cannot be read. */
export type FileRead = {readonly kind: 'read'; readonly bytes: Uint8Array<ArrayBuffer>} | Refused;

export type Refused = {readonly kind: 'refused'; readonly errno: number};

/** Far more than any file of /proc has that is read here; what is longer is cut off. */
const maximumSize = 4 * 1024 * 1024;

let buffer = new Uint8Array(64 * 1024);
let address = addressOf(buffer);

/** Reads a small file of /proc. It has no size to ask for, so it is read until there is no more. */
export function readFile(path: string): FileRead {
	const descriptor = openForReading(path);
	if (descriptor === -1) {
		return {kind: 'refused', errno: lastError()};
	}

	try {
		let length = 0;
		for (;;) {
			if (length === buffer.length) {
				growBuffer();
			}

			const count = read(descriptor, address + length, buffer.length - length);
			if (count === -1) {
				return {kind: 'refused', errno: lastError()};
			}

			length += count;
			if (count === 0 || length === maximumSize) {
				return {kind: 'read', bytes: buffer.slice(0, length)};
			}
		}
	} finally {
		close(descriptor);
	}
}

function growBuffer(): void {
	const grown = new Uint8Array(buffer.length * 2);
	grown.set(buffer);
	buffer = grown;
	address = addressOf(buffer);
}
