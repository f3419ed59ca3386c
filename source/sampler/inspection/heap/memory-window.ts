import {isRefusal, type ProcessMemory, type Refusal} from '../../process-memory.ts';

/** How much is copied at a time: at first little, as a large chunk leads far away, then up to the whole window. */
const leastLength = 64 * 1024;
const windowLength = 4 * 1024 * 1024;

/** A copy of a stretch of memory that moves on. One buffer serves for a whole walk. */
export type MemoryWindow = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** The same bytes. */
	readonly words: Uint32Array<ArrayBuffer>;
	readonly view: DataView<ArrayBuffer>;
	/** Bytes. */
	readonly pageSize: number;
	/** The address of the first byte, a multiple of 16, and how many there are. */
	readonly start: () => number;
	readonly length: () => number;
	/** Copies what is at `address` and behind it up to `end` or to where something is not in memory. */
	readonly move: (address: number, end: number) => void;
	/** The first address at or behind `address` that is in memory; undefined where there is none before `end`. */
	readonly findInMemory: (address: number, end: number) => number | undefined;
	/** The first refusal, after which nothing more is read. */
	readonly refusal: () => Refusal | undefined;
};

/** Makes a window of 4 MB. */
export function createMemoryWindow(memory: ProcessMemory): MemoryWindow {
	const bytes = new Uint8Array(windowLength);
	const {pageSize} = memory;
	let start = 0;
	let length = 0;
	let wanted = leastLength;
	let refusal: Refusal | undefined;

	/** Where what is in memory from `address` on ends; `address` where that is not in memory. */
	function endOfRun(address: number, end: number): number {
		const page = address - (address % pageSize);
		const runs = memory.findPages({start: page, end: Math.ceil(end / pageSize) * pageSize});
		if (isRefusal(runs)) {
			refusal = runs;
			return address;
		}

		let reached = page;
		for (const run of runs) {
			if (run.start > reached || run.state !== 'in memory') {
				break;
			}

			reached = run.end;
		}

		return Math.max(address, Math.min(end, reached));
	}

	function move(address: number, end: number): void {
		const goesOn = address >= start && address <= start + length;
		wanted = goesOn ? Math.min(windowLength, wanted * 2) : leastLength;
		start = address - (address % 16);
		length = 0;
		if (refusal) {
			return;
		}

		const reached = endOfRun(address, Math.min(end, start + wanted));
		const count = reached > address ? memory.read(start, bytes.subarray(0, reached - start)) : 0;
		if (isRefusal(count)) {
			refusal = count;
		} else {
			length = count;
		}
	}

	function findInMemory(address: number, end: number): number | undefined {
		for (let from = address - (address % pageSize); from < end && !refusal; ) {
			const runs = memory.findPages({start: from, end: Math.ceil(end / pageSize) * pageSize}, 64);
			if (isRefusal(runs)) {
				refusal = runs;
				return undefined;
			}

			const run = runs.find(({state}) => state === 'in memory');
			if (run) {
				return Math.max(address, run.start);
			}

			from = runs.at(-1)?.end ?? end;
		}

		return undefined;
	}

	return {
		bytes,
		pageSize,
		words: new Uint32Array(bytes.buffer),
		view: new DataView(bytes.buffer),
		start: () => start,
		length: () => length,
		move,
		findInMemory,
		refusal: () => refusal,
	};
}
