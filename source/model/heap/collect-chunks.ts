import {alignment} from './chunk-format.ts';
import type {ChunkBatch} from './heap-walk.ts';

/** Gathers chunks for the list of them, in the order in which they are found. */
export type ChunkCollector = {
	/** The row of its arena, its address and size in bytes, and a row of `chunkStates`. */
	readonly add: (arena: number, address: number, size: number, state: number) => void;
	/** What was gathered since it was last asked. */
	readonly take: () => readonly ChunkBatch[];
	/** Whether there were more chunks than the list has room for. */
	readonly isFull: () => boolean;
};

/** What one batch holds: as much as a thread takes over at once without being held up. */
export const batchLength = 0x1_0000;

/** How many chunks are listed: what the screen holds in 160 MB. Those behind them are only counted. */
export const mostChunks = 32 * 1024 * 1024;

/** The unit in which a batch has sizes. A chunk that is too large for it, of 64 GB, is listed with the largest size. */
const unit = alignment;
const largestUnits = 2 ** 32 - 1;

/** Makes a collector with room for `most` chunks. */
export function collectChunks(most = mostChunks): ChunkCollector {
	let batches: ChunkBatch[] = [];
	let sizes = new Uint32Array(batchLength);
	let states = new Uint8Array(batchLength);
	let length = 0;
	let arena = 0;
	let start = 0;
	let end = 0;
	let count = 0;
	let isFull = false;

	function close(): void {
		if (length === batchLength) {
			batches.push({start, sizes, states, arena});
			sizes = new Uint32Array(batchLength);
			states = new Uint8Array(batchLength);
		} else if (length > 0) {
			batches.push({start, sizes: sizes.slice(0, length), states: states.slice(0, length), arena});
		}

		length = 0;
	}

	return {
		add(ofArena, address, size, state) {
			if (count === most) {
				isFull = true;
				return;
			}

			if (length === 0 || address !== end || ofArena !== arena || length === batchLength) {
				close();
				arena = ofArena;
				start = address;
			}

			const units = Math.min(size / unit, largestUnits);
			sizes[length] = units;
			states[length] = state;
			length++;
			count++;
			// A chunk that is too large ends its batch, as the next one does not begin where this one seems to end.
			end = units === size / unit ? address + size : Number.NaN;
		},
		take() {
			close();
			const taken = batches;
			batches = [];
			return taken;
		},
		isFull: () => isFull,
	};
}
