import {alignment, type ChunkFormat, otherArena, ownMapping, previousInUse} from './chunk-format.ts';
import {readWord} from './peek-memory.ts';

/** A chunk with a mapping of its own. */
export type MappedChunk = {
	readonly address: number;
	/** Where its mapping begins and how long that is, in bytes. */
	readonly start: number;
	readonly size: number;
};

const flags = previousInUse | ownMapping | otherArena;

/**
 * Finds the chunk whose header is in the page at `address`, a copy of which `view` is: sysmalloc_mmap of malloc/malloc.c.
 *
 *     0        mchunk_prev_size   from the start of the mapping to the chunk; since 2.43 bit 0 says huge pages
 *     1 word   mchunk_size        the rest of the mapping, since 2.43 less 2 words; and bit 1 (IS_MMAPPED)
 *
 * The chunk begins with the mapping or, where its contents had to be aligned, further on.
 */
export function findMappedChunk(
	view: DataView,
	address: number,
	pageSize: number,
	format: ChunkFormat,
): MappedChunk | undefined {
	const {wordSize, headerSize} = format;
	const first = alignment - headerSize;
	for (let offset = first; offset + headerSize <= view.byteLength; offset += alignment) {
		const sizeField = readWord(view, offset + wordSize, format);
		if ((sizeField & flags) !== ownMapping) {
			continue;
		}

		const before = readWord(view, offset, format);
		const start = address + offset - (before - (before % 2));
		const rest = sizeField - ownMapping;
		const whole = address + offset + rest - start;
		const size = whole % pageSize === 0 ? whole : whole + headerSize;
		if (
			size >= pageSize &&
			size < format.highest &&
			size % pageSize === 0 &&
			start % pageSize === 0 &&
			start >= 0 &&
			start <= address
		) {
			return {address: address + offset, start, size};
		}
	}

	return undefined;
}
