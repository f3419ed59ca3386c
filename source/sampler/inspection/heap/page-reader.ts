import type {ChunkFormat} from '../../../model/heap/chunk-format.ts';
import {type PeekMemory, readWord} from '../../../model/heap/peek-memory.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../../process-memory.ts';

/** Pages that are kept: lists of free chunks lead back and forth. */
const pageCount = 2048;

/** Pages that are read at once where a list leads from page to neighbouring page: a call costs more than the copy. */
const groupLength = 16;

/** Reads single pages, those that are in memory only. */
export type PageReader = PeekMemory & {
	/** How many pages were asked for and not at hand. */
	readonly misses: () => number;
	/** The first refusal, after which nothing more is read. */
	readonly refusal: () => Refusal | undefined;
};

/** Makes a reader that keeps one page for each place of a table of 2048, 8 MB where pages are of 4 KB. */
export function createPageReader(memory: ProcessMemory, format: ChunkFormat): PageReader {
	const {pageSize} = memory;
	const bytes = new Uint8Array(pageCount * pageSize);
	const view = new DataView(bytes.buffer);
	/** The number of the page that was last asked for at each place, and 1 where it is in memory. */
	const numbers = new Float64Array(pageCount).fill(Number.NaN);
	const isHeld = new Uint8Array(pageCount);
	let misses = 0;
	let lastRead = Number.NaN;
	let refusal: Refusal | undefined;

	/** Reads so many pages; gives false where not all of them are in memory. */
	function read(first: number, count: number): boolean {
		const start = first * pageSize;
		const end = start + count * pageSize;
		const runs = refusal ?? memory.findPages({start, end}, 1);
		if (isRefusal(runs)) {
			refusal = runs;
			return false;
		}

		const [run] = runs;
		if (run?.state !== 'in memory' || run.start > start || run.end < end) {
			return false;
		}

		const slot = first % pageCount;
		numbers.fill(Number.NaN, slot, slot + count);
		const length = memory.read(start, bytes.subarray(slot * pageSize, slot * pageSize + end - start));
		refusal = isRefusal(length) ? length : undefined;
		return length === end - start;
	}

	function readPage(number: number): void {
		misses++;
		const first = number - (number % groupLength);
		const isNear = Math.abs(number - lastRead) <= groupLength;
		lastRead = number;
		if (isNear && read(first, groupLength)) {
			for (let each = first; each < first + groupLength; each++) {
				numbers[each % pageCount] = each;
				isHeld[each % pageCount] = 1;
			}
		} else {
			numbers[number % pageCount] = number;
			isHeld[number % pageCount] = read(number, 1) ? 1 : 0;
		}
	}

	/** Where the page that holds an address is in `bytes`; undefined where it is not in memory. */
	function placeOf(address: number): number | undefined {
		const number = Math.floor(address / pageSize);
		const slot = number % pageCount;
		if (numbers[slot] !== number) {
			readPage(number);
		}

		return isHeld[slot] === 1 ? slot * pageSize : undefined;
	}

	return {
		word(address) {
			const place = placeOf(address);
			return place === undefined ? undefined : readWord(view, place + (address % pageSize), format);
		},
		bytes(address, length) {
			const copy = new Uint8Array(length);
			for (let done = 0; done < length; ) {
				const place = placeOf(address + done);
				if (place === undefined) {
					return undefined;
				}

				const within = (address + done) % pageSize;
				const count = Math.min(length - done, pageSize - within);
				copy.set(bytes.subarray(place + within, place + within + count), done);
				done += count;
			}

			return new DataView(copy.buffer);
		},
		forget: () => void numbers.fill(Number.NaN),
		misses: () => misses,
		refusal: () => refusal,
	};
}
