import type {MeasurePiece, Recogniser, Subject} from './recogniser.ts';

/** The lowest three bits of a chunk's size, of which only IS_MMAPPED is set in a mapped chunk. */
const flagBits = 7n;
const isMapped = 2n;

const whole = {
	type: 'Heap',
	kind: 'glibc mmapped chunk',
	evidence:
		'Begins with the header of a chunk that malloc has mapped by itself, and such chunks fill it to the last byte.',
} as const;

const most = {
	...whole,
	evidence:
		'Begins with the header of a chunk that malloc has mapped by itself; such chunks fill more than half of it, or of ' +
		'what is in memory of it.',
	isInferred: true,
} as const;

/** Large blocks that glibc's malloc maps one by one, by the header of each. */
export const glibcChunks: Recogniser = {
	name: 'glibc-chunks',
	looksFor: 'headers of mapped chunks of malloc',
	claims: [whole, most],
	howSure: 'proven where chunks fill the mapping; inferred where they fill more than half of it',
	source: 'glibc: malloc_chunk and IS_MMAPPED in malloc/malloc.c',
	pieces: {whole, most, measure: measureChunk},
};

/**
 * Measures the mapped chunk at an address: malloc_chunk of malloc/malloc.c, 16 bytes.
 *
 *     0  mchunk_prev_size: 0, as the block begins with the page
 *     8  mchunk_size: a multiple of the page size, and bit 1 (IS_MMAPPED)
 */
function measureChunk({scan, clues: {readWords}}: Subject): MeasurePiece | undefined {
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
