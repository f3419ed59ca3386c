import type {ChunkFormat} from '../../../model/heap/chunk-format.ts';
import {type PeekMemory, readWord} from '../../../model/heap/peek-memory.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../../process-memory.ts';

/** Pages that are kept: lists of free chunks lead back and forth. */
const pageCount = 2048;

/** Reads single pages, those that are in memory only. */
export type PageReader = PeekMemory & {
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
	let refusal: Refusal | undefined;

	function isRead(number: number, place: number): boolean {
		if (refusal) {
			return false;
		}

		const start = number * pageSize;
		const runs = memory.findPages({start, end: start + pageSize}, 1);
		const isInMemory = !isRefusal(runs) && runs[0]?.state === 'in memory';
		const count = isInMemory ? memory.read(start, bytes.subarray(place, place + pageSize)) : 0;
		refusal = isRefusal(runs) ? runs : isRefusal(count) ? count : undefined;
		return count === pageSize;
	}

	/** Where the page that holds an address is in `bytes`; undefined where it is not in memory. */
	function placeOf(address: number): number | undefined {
		const number = Math.floor(address / pageSize);
		const slot = number % pageCount;
		const place = slot * pageSize;
		if (numbers[slot] !== number) {
			numbers[slot] = number;
			isHeld[slot] = isRead(number, place) ? 1 : 0;
		}

		return isHeld[slot] === 1 ? place : undefined;
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
		refusal: () => refusal,
	};
}
