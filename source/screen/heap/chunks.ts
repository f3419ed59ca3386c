import {type ChunkList, listChunks} from '../../model/heap/chunk-list.ts';
import {listBySize, mostSorted} from '../../model/heap/chunks-by-size.ts';
import type {ChunkBatch} from '../../model/heap/heap-walk.ts';
import {scrollWindow} from '../../model/window.ts';
import {memoizeLastFor} from '../memoize.ts';
import type {HeapTool} from './state.ts';

/** The chunks that are listed. Found again only when there are more of them or others are asked for. */
export function chunksOf({batches, arena, group, minimumSize, isBySize}: HeapTool): ChunkList {
	return list(batches, arena, group, minimumSize, isBySize);
}

/** Chunks can be 160 MB, so nothing here holds them when the heap is closed. */
const list = memoizeLastFor(
	(
		batches: readonly ChunkBatch[],
		arena: HeapTool['arena'],
		group: HeapTool['group'],
		minimumSize: number,
		isBySize: boolean,
	): ChunkList => {
		const byAddress = listChunks(batches, {arena, group, minimumSize});
		return isBySize && byAddress.count <= mostSorted ? listBySize(byAddress) : byAddress;
	},
);

/** Whether the largest chunks come first: they are only sorted where they are not too many. */
export function isSorted(tool: HeapTool): boolean {
	return tool.isBySize && chunksOf(tool).count <= mostSorted;
}

/** Puts the cursor on a row, or on the nearest that there is, and scrolls only where it would leave the window. */
export function moveToChunk(tool: HeapTool, row: number, height: number): HeapTool {
	const {count} = chunksOf(tool);
	const cursor = Math.max(0, Math.min(row, count - 1));
	return {...tool, row: cursor, top: scrollWindow({rowCount: count, height, cursor, top: tool.top})};
}

/**
 * The tool after a change of what is listed, its cursor on the chunk that it was on before or the next behind it, as far
 * from the top of the window as before.
 */
export function keepPlace(before: HeapTool, after: HeapTool): HeapTool {
	const chunk = chunksOf(before).at(before.row);
	if (!chunk) {
		return {...after, row: 0, top: 0};
	}

	const list = chunksOf(after);
	const row = Math.max(0, Math.min(list.rowOf(chunk.address), list.count - 1));
	return {...after, row, top: Math.max(0, row - (before.row - before.top))};
}
