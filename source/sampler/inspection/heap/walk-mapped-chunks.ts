import {findMappedChunk, type MappedChunk} from '../../../model/heap/mapped-chunk.ts';
import type {Range} from '../../../model/inspection.ts';
import type {HeapReader} from './find-provable-chunk.ts';

/**
 * Goes through a region from one chunk with a mapping of its own to the next. Where none follows, page by page, of those
 * that are in memory. Gives, after each piece of work, the address that it has come to.
 */
export function* walkMappedChunks(
	{window, pages, format}: HeapReader,
	{start, end}: Range,
	take: (chunk: MappedChunk) => void,
): Generator<number, void> {
	const {pageSize} = window;
	let address = start;
	let free = start;
	while (address < end) {
		const bytes = pages.bytes(address, pageSize);
		const chunk = bytes && findMappedChunk(bytes, address, pageSize, format);
		if (chunk && chunk.start >= free && chunk.start + chunk.size <= end) {
			take(chunk);
			address = chunk.start + chunk.size;
			free = address;
		} else {
			address = window.findInMemory(address + pageSize, end) ?? end;
		}

		yield address;
	}
}
