import {format32, format64} from '../../heap/chunk-format.ts';
import {findMappedChunk} from '../../heap/mapped-chunk.ts';
import type {MeasurePiece, Recogniser, Subject} from './recogniser.ts';

const whole = {
	type: 'Heap',
	kind: 'glibc mmapped chunk',
	evidence:
		'Begins with the header of a chunk that malloc has mapped by itself, and such chunks fill it to the last byte.',
} as const;

const most = {
	...whole,
	evidence:
		'Begins with the header of a chunk that malloc has mapped by itself; such chunks fill more than half of it or of ' +
		'what is in memory of it, or are all of its first 1,024 pieces.',
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

/** What is looked at: in 64-bit programs the header is all of it, in 32-bit ones its second half. */
const headerLength = 16;

/** Measures the mapped chunk that begins with the page at an address. */
function measureChunk({scan, clues: {readWords}}: Subject): MeasurePiece | undefined {
	if (!readWords) {
		return;
	}

	const format = scan.is32Bit ? format32 : format64;
	return address => {
		const words = readWords(address);
		const view = words && new DataView(words.buffer, words.byteOffset, headerLength);
		const chunk = view && findMappedChunk(view, address, scan.pageSize, format);
		return chunk?.start === address ? chunk.size : 0;
	};
}
