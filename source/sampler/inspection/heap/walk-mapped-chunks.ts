import {findMappedChunk, type MappedChunk} from '../../../model/heap/mapped-chunk.ts';
import type {Range} from '../../../model/inspection.ts';
import type {HeapReader} from './find-provable-chunk.ts';

/**
 * How far behind the start of a place, or behind the last chunk in it, one is looked for: what is not malloc's can be as
 * large as the memory of the machine.
 */
const farthest = 64 * 1024 * 1024;

/** How much of a place is gone through at least, in bytes. */
export function measurePlace({start, end}: Range): number {
	return Math.min(end - start, farthest);
}

/**
 * Goes through a place from one chunk with a mapping of its own to the next. Where none follows, page by page, of those
 * that are in memory. A chunk begins with the page that it is found in or, where its contents were aligned, with what is
 * left behind the one before.
 *
 * A single header can be an accident: JVMs have words that look like one. A chunk is taken that begins or ends with the
 * place, that lies side by side with another, or where the snapshot knows of such chunks or of nothing else. Gives, after
 * each piece of work, the address that it has come to.
 */
export function* walkMappedChunks(
	{window, pages, format}: HeapReader,
	{start, end}: Range,
	likelyRegions: readonly Range[],
	take: (chunk: MappedChunk) => void,
): Generator<number, void> {
	const {pageSize} = window;
	let address = start;
	let free = start;
	let row: MappedChunk[] = [];

	function takeRow(): void {
		const [first] = row;
		if (!first) {
			return;
		}

		const isLikely = (region: Range): boolean => first.start >= region.start && free <= region.end;
		if (row.length > 1 || first.start === start || free === end || likelyRegions.some(isLikely)) {
			row.forEach(take);
		}

		row = [];
	}

	while (address < end) {
		const limit = Math.min(end, free + farthest);
		const bytes = address < limit ? pages.bytes(address, pageSize) : undefined;
		const chunk = bytes && findMappedChunk(bytes, address, pageSize, format);
		if (chunk && (chunk.start === address || chunk.start === free) && chunk.start + chunk.size <= end) {
			if (chunk.start !== free) {
				takeRow();
			}

			row.push(chunk);
			address = chunk.start + chunk.size;
			free = address;
		} else {
			address = bytes ? address + pageSize : (window.findInMemory(address + pageSize, limit) ?? end);
		}

		yield address;
	}

	takeRow();
}
