import {addressOf, close, lastError, openForReading, read} from './libc.ts';
import type {Refused} from './read-file.ts';
import {createTextWindow} from './text-window.ts';
import {createVmaParser, type MalformedLine, type ParsedVmas} from './vma-parser.ts';

/** Reads the VMAs of a process from its smaps or maps. */
export type VmaReader = {readonly read: (path: string) => ParsedVmas | MalformedLine | Refused};

/** Fits into the cache of a processor core next to what else is in use; larger windows were no faster. */
const windowSize = 128 * 1024;

/** Most processes have fewer VMAs. */
const firstCapacity = 1024;

/** Makes a reader that keeps one window for all that it reads. */
export function createVmaReader(): VmaReader {
	const window = createTextWindow(windowSize);
	const address = addressOf(window.bytes);
	const parser = createVmaParser(window);
	let capacity = firstCapacity;

	return {
		read(path) {
			const descriptor = openForReading(path);
			if (descriptor === -1) {
				return {kind: 'refused', errno: lastError()};
			}

			try {
				parser.begin(capacity);
				for (;;) {
					const end = parser.end();
					const count = read(descriptor, address + end, window.size - end);
					if (count === -1) {
						return {kind: 'refused', errno: lastError()};
					}

					const malformed = count === 0 ? undefined : parser.add(count);
					if (malformed) {
						return malformed;
					}

					if (count === 0) {
						break;
					}
				}
			} finally {
				close(descriptor);
			}

			const result = parser.finish();
			if (result.kind === 'parsed') {
				// The next sample has mostly as many, and then needs neither growth nor a trim.
				capacity = result.vmas.count;
			}

			return result;
		},
	};
}
