import {parseAddress} from '../../model/format.ts';

/** `7ffff7dd5000-7ffff7dfc000 r--p 00000000 08:01 ...`: a line of /proc/PID/maps, of which the start counts. */
const range = /^(?<start>(?:0x)?[\da-f]+)-(?:0x)?[\da-f]+(?:\s.*)?$/is;

/** What WinDbg (`) and other tools (_) write between digits. */
const separators = /(?<=[\da-f])[_`](?=[\da-f])/gi;

/**
 * Reads where somebody wants to go: an address in hex, with or without 0x; one and what is added to it,
 * `7ffff7dd5000+1a0`; or a range or a whole line as maps has it. Undefined where it is none of these.
 */
export function parsePlace(text: string): number | undefined {
	const start = range.exec(text.trim())?.groups?.['start'] ?? text;
	const parts = start.split('+').map(part => parseAddress(part.trim().replaceAll(separators, '')));
	let sum = 0;
	for (const part of parts.slice(0, 2)) {
		if (part === undefined || parts.length > 2) {
			return undefined;
		}

		sum += part;
	}

	return sum < 2 ** 64 ? sum : undefined;
}
