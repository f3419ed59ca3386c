import type {Range} from '../inspection.ts';
import {alignment} from './chunk-format.ts';
import type {ChunkLookup} from './chunk-lookup.ts';

/** Small chunks that were read one after the other, to be looked up in any order. */
export type SmallChunks = ChunkLookup & {
	/** Adds a chunk behind all that were added. */
	readonly add: (chunk: number, size: number, content: number) => void;
	/** Has to be called after the last one was added and before one is looked up. */
	readonly finish: () => void;
};

/** Rows are kept in blocks of so many, so that nothing is copied as there come more of them. */
const blockLength = 0x1_0000;
const wordBits = 32;

/**
 * Makes an index of chunks within some ranges, which ascend: a bit for each place where a chunk can begin, the number of
 * bits before each 32 of them, and so the row of each chunk. That takes 1/64 of the ranges and 9 bytes a chunk. Sizes are
 * below 4096 bytes.
 */
export function createSmallChunks(ranges: readonly Range[]): SmallChunks {
	let places = 0;
	const parts = ranges.map(({start, end}) => {
		const first = places;
		places += Math.ceil((end - start) / alignment);
		return {start, end, first};
	});
	const bits = new Uint32Array(Math.ceil(places / wordBits));
	const ranks = new Uint32Array(bits.length);
	const contents: Float64Array[] = [];
	const sizes: Uint8Array[] = [];
	let count = 0;
	let part = parts[0];

	/** Negative where the address is in none of the ranges. */
	function placeOf(chunk: number): number {
		if (!part || chunk < part.start || chunk >= part.end) {
			part = parts.find(({start, end}) => chunk >= start && chunk < end) ?? part;
		}

		return part && chunk >= part.start && chunk < part.end
			? part.first + Math.floor((chunk - part.start) / alignment)
			: -1;
	}

	/** Negative where no chunk begins. */
	function rowOf(chunk: number): number {
		const place = placeOf(chunk);
		const word = place < 0 ? 0 : (bits[place >>> 5] ?? 0);
		const bit = place & (wordBits - 1);
		return ((word >>> bit) & 1) === 1 ? (ranks[place >>> 5] ?? 0) + countBits(word & ~(-1 << bit)) : -1;
	}

	return {
		add(chunk, size, content) {
			const place = placeOf(chunk);
			if (place < 0) {
				return;
			}

			bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & (wordBits - 1)));
			const within = count % blockLength;
			if (within === 0) {
				contents.push(new Float64Array(blockLength));
				sizes.push(new Uint8Array(blockLength));
			}

			const contentBlock = contents.at(-1);
			const sizeBlock = sizes.at(-1);
			if (contentBlock && sizeBlock) {
				contentBlock[within] = content;
				sizeBlock[within] = size / alignment;
			}

			count++;
		},
		finish() {
			let rank = 0;
			for (const [index, word] of bits.entries()) {
				ranks[index] = rank;
				rank += countBits(word);
			}
		},
		sizeAt(chunk) {
			const row = rowOf(chunk);
			return row < 0 ? undefined : (sizes[row >>> 16]?.[row % blockLength] ?? 0) * alignment;
		},
		contentAt(chunk) {
			const row = rowOf(chunk);
			return row < 0 ? undefined : contents[row >>> 16]?.[row % blockLength];
		},
	};
}

/** How many bits of a word of 32 are set. */
function countBits(word: number): number {
	const pairs = word - ((word >>> 1) & 0x5555_5555);
	const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
	return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
