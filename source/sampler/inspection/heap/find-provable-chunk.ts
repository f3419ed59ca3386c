import {alignChunk, alignment, type ChunkFormat} from '../../../model/heap/chunk-format.ts';
import type {Bounds} from '../../../model/heap/follow-chunks.ts';
import {readWord} from '../../../model/heap/peek-memory.ts';
import {isPossibleSize, proveChunk} from '../../../model/heap/prove-chunk.ts';
import type {MemoryWindow} from './memory-window.ts';
import type {PageReader} from './page-reader.ts';

/** What a process is read with. */
export type HeapReader = {
	readonly window: MemoryWindow;
	readonly pages: PageReader;
	readonly format: ChunkFormat;
};

/**
 * Looks for the first chunk at or behind `from` that can be proven, in what is in memory. `past` is a place that the
 * chunks behind it have to lead over. Gives, after each piece of work, the address that it has come to.
 */
export function* findProvableChunk(
	{window, pages, format}: HeapReader,
	from: number,
	end: number,
	boundsAt: (address: number) => Bounds,
	past = 0,
): Generator<number, number | undefined> {
	const {wordSize, headerSize, smallest} = format;
	let address = alignChunk(from, format);
	while (address + smallest <= end) {
		window.move(address, end);
		const reached = window.start() + window.length();
		if (address + headerSize > reached) {
			const next = window.findInMemory(address, end);
			if (next === undefined) {
				return undefined;
			}

			// A page that cannot be read although it is in memory is passed over.
			const behind = address - (address % window.pageSize) + window.pageSize;
			address = alignChunk(next > address ? next : behind, format);
			continue;
		}

		let bounds = boundsAt(address);
		for (; address + headerSize <= reached; address += alignment) {
			if (address > bounds.limit) {
				bounds = boundsAt(address);
			}

			const sizeField = readWord(window.view, address - window.start() + wordSize, format);
			if (
				address === bounds.limit ||
				(sizeField >= smallest &&
					isPossibleSize(sizeField, address, bounds) &&
					proveChunk(address, pages, bounds, past))
			) {
				return address;
			}
		}

		yield address;
	}

	return undefined;
}
