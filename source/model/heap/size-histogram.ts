import {addBytes, indexBatch, sizeClasses} from './batch-index.ts';
import type {ChunkBatch} from './heap-walk.ts';

/** Bytes in the chunks of each class of sizes: row k is of chunks of 16 x 2^k to 32 x 2^k - 1 bytes. Without tops. */
export type SizeHistogram = {
	/** In use and mapped. */
	readonly used: Float64Array<ArrayBuffer>;
	/** Cached and free. */
	readonly free: Float64Array<ArrayBuffer>;
};

/** Sums up the chunks of an arena, or of all. */
export function sumSizes(batches: readonly ChunkBatch[], arena: number | undefined): SizeHistogram {
	const bytes = new Float64Array(2 * sizeClasses);
	for (const batch of batches) {
		if (arena === undefined || batch.arena === arena) {
			addBatch(batch, bytes);
		}
	}

	return {used: bytes.subarray(0, sizeClasses), free: bytes.subarray(sizeClasses)};
}

function addBatch(batch: ChunkBatch, sums: Float64Array): void {
	const known = indexBatch(batch).bytes;
	if (!known) {
		addBytes(batch, sums);
		return;
	}

	for (let row = 0; row < sums.length; row++) {
		sums[row] = (sums[row] ?? 0) + (known[row] ?? 0);
	}
}
