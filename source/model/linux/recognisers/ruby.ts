import type {ReadWords} from '../clues.ts';
import type {MeasurePiece, Recogniser, Subject} from './recogniser.ts';

const whole = {
	type: 'Managed Heap',
	kind: 'Ruby heap',
	evidence: 'Heap pages of Ruby fill it to the last byte: each points to its descriptor, which points back.',
} as const;

const most = {
	...whole,
	evidence:
		'Heap pages of Ruby fill more than half of it or of what is in memory of it, or are all of its first 1,024 pieces: ' +
		'each points to its descriptor, which points back.',
	isInferred: true,
} as const;

/** Objects of Ruby before 3.5, which gives its memory names. */
export const ruby: Recogniser = {
	name: 'ruby',
	looksFor: 'heap pages of Ruby',
	claims: [whole, most],
	howSure: 'proven where pages fill the mapping; inferred where they fill more than half of it',
	source:
		'Ruby: heap_page, heap_page_header and transient_heap_block in gc.c, gc/default/default.c, transient_heap.c; Ruby 3.1 measured',
	pieces: {whole, most, measure: measureHeap},
};

/** HEAP_PAGE_ALIGN of gc.c: pages have 16 KiB, since 3.2 64 KiB, and begin at multiples of it. */
const pageSizes = [0x4000, 0x1_0000] as const;

/** How far into its page the first object may begin: behind the header, at a multiple of the size of a slot. */
const furthestSlot = 0x400;

/** TRANSIENT_HEAP_TOTAL_SIZE and TRANSIENT_HEAP_BLOCK_SIZE of transient_heap.c (Ruby 2.6 to 3.2). */
const transientSize = 0x200_0000;
const transientBlock = 0x8000;

function measureHeap({scan, clues: {readWords}, mapsFile}: Subject): MeasurePiece | undefined {
	if (!readWords || scan.is32Bit || !mapsFile(/\/(libruby[^/]*\.so[^/]*|ruby[\d.]*)$/)) {
		return;
	}

	return address => {
		const pageSize = pageSizes.find(size => isPage(readWords, Math.ceil(address / size) * size, size));
		return pageSize === undefined
			? measureTransientHeap(readWords, address)
			: // The kernel may have joined a page with what is left of the mapping from which Ruby cut it.
				(Math.floor((address - 1) / pageSize) + 2) * pageSize - address;
	};
}

/**
 * Whether a heap page begins at an address. It begins with a pointer to its descriptor, heap_page of gc.c, which begins
 * with the size of a slot and the number of slots (2 bytes each) and has the address of the first slot as one of its words.
 */
function isPage(readWords: ReadWords, page: number, pageSize: number): boolean {
	const [descriptor = 0n] = readWords(page) ?? [];
	if (descriptor === 0n || descriptor % 8n !== 0n || descriptor >> 47n !== 0n) {
		return false;
	}

	const words = readWords(Number(descriptor));
	if (!words) {
		return false;
	}

	const [slotSize = 0, slots = 0] = new Uint16Array(words.buffer, words.byteOffset, 2);
	const used = slotSize * slots;
	return (
		used > pageSize / 2 &&
		used <= pageSize &&
		words.some(word => word > BigInt(page) && word <= BigInt(page + furthestSlot))
	);
}

/** A block begins with its index, the index that was marked last (-1 for none) and its number of objects, 16 bits each. */
function measureTransientHeap(readWords: ReadWords, address: number): number {
	const words = address % transientBlock === 0 ? readWords(address) : undefined;
	if (!words) {
		return 0;
	}

	const [index = 0, lastMarked = 0, objects = 0, padding = 1] = new Int16Array(words.buffer, words.byteOffset, 4);
	const next = Number(words[1]);
	const isNext = next === 0 || (next > address && next < address + transientSize && next % transientBlock === 0);
	return index >= 0 && lastMarked >= -1 && objects >= 0 && padding === 0 && isNext && (words[0] ?? 0n) !== 0n
		? transientSize
		: 0;
}
