import {readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows} from '../vma-scan.ts';
import type {MeasurePiece, Recogniser, Subject} from './recogniser.ts';

const whole: Verdict = {
	type: 'Managed Heap',
	kind: 'PHP heap',
	evidence:
		'Chunks of the Zend memory manager fill it to the last byte: each points to its heap and to its neighbours.',
};

const most: Verdict = {
	...whole,
	evidence:
		'Chunks of the Zend memory manager fill more than half of it or of what is in memory of it, or are all of its first ' +
		'1,024 pieces.',
	isInferred: true,
};

const huge: Verdict = {
	...whole,
	evidence: 'At a multiple of 2 MB in a process that runs PHP, where PHP puts what is larger than one of its chunks.',
	isInferred: true,
};

/** Memory of PHP before 8.2, which gives it a name where the kernel keeps names. */
export const php: Recogniser = {
	name: 'php',
	looksFor: 'chunks of the Zend memory manager',
	claims: [whole, most, huge],
	howSure: 'proven where chunks fill the mapping; inferred where they fill more than half of it, and for single blocks',
	source: 'PHP 7 and 8: zend_mm_chunk in Zend/zend_alloc.c; PHP 8.2 measured',
	pieces: {whole, most, measure: measureChunks},
	begin({scan, mapsFile}) {
		return mapsFile(/\/(php[\d.]*|php-fpm[\d.]*|php-cgi[\d.]*|(lib|mod_)php[^/]*\.so)$/)
			? ({kind, first, start}) =>
					kind === 'anonymous' && start % chunkSize === 0 && allows(scan, first, readable | writable) ? huge : undefined
			: undefined;
	},
};

/** ZEND_MM_CHUNK_SIZE: chunks begin at multiples of it, and so do blocks that are larger. */
const chunkSize = 0x20_0000;
const pagesOfChunk = 512;

/** heap_slot: in the first chunk its own heap is behind three pointers, three numbers and a reserve. */
const heapOffset = 64;

/**
 * Measures the chunk at an address: zend_mm_chunk of Zend/zend_alloc.c.
 *
 *     0  heap: 64 bytes from the start of the first chunk
 *     8  next chunk, previous chunk: a ring
 *    24  free pages (4 bytes), free pages at the end from here on (4), number of the chunk (4)
 */
function measureChunks({scan, clues: {readWords}}: Subject): MeasurePiece | undefined {
	if (!readWords || scan.is32Bit) {
		return;
	}

	return address => {
		const words = address % chunkSize === 0 ? readWords(address) : undefined;
		if (!words) {
			return 0;
		}

		const [heap = 0, next = 1, previous = 1] = Array.from(words.subarray(0, 3), Number);
		const [freePages = 0, freeTail = 0] = new Uint32Array(words.buffer, words.byteOffset + 24, 2);
		const isInRing = next > 0 && previous > 0 && next % chunkSize === 0 && previous % chunkSize === 0;
		return heap % chunkSize === heapOffset && isInRing && freePages < pagesOfChunk && freeTail <= pagesOfChunk
			? chunkSize
			: 0;
	};
}
