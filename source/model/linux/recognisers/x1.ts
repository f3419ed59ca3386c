import type {MeasureContent} from './content.ts';
import type {Subject} from './recogniser.ts';

/** The lowest three bits of a chunk's size, of which only IS_MMAPPED is set in a mapped chunk. */
const flagBits = 7n;
const isMapped = 2n;

/**
 * Measures the mapped chunk at an address: malloc_chunk of malloc/malloc.c, 16 bytes.
 *
 *     0  mchunk_prev_size: 0, as the block begins with the page
 *     8  mchunk_size: a multiple of the page size, and bit 1 (IS_MMAPPED)
 */
export function measureGlibcChunk({scan, clues: {readWords}}: Subject): MeasureContent | undefined {
	if (!readWords || scan.is32Bit) {
		return;
	}

	return address => {
		const [previousSize, sizeAndFlags = 0n] = readWords(address) ?? [];
		if (previousSize !== 0n || (sizeAndFlags & flagBits) !== isMapped) {
			return 0;
		}

		const size = Number(sizeAndFlags - isMapped);
		return size % scan.pageSize === 0 ? size : 0;
	};
}
