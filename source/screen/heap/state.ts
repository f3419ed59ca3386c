import type {ChunkGroup} from '../../model/heap/chunk-groups.ts';
import type {ArenaTotals, ChunkBatch, HeapRegion, HeapWalkStep} from '../../model/heap/heap-walk.ts';

/** The heaps of glibc's malloc: what the arenas hold, and each chunk. */
export type HeapTool = {
	readonly kind: 'heap';
	/** What the region is called that it was opened on, escaped; and the region. */
	readonly title: string;
	readonly home: HeapRegion;
	/** Names the walk that runs or ran last. */
	readonly walk: number;
	readonly arenas: readonly ArenaTotals[];
	/** In the order of their addresses. */
	readonly batches: readonly ChunkBatch[];
	readonly notices: readonly string[];
	/** Bytes that were gone through, of how many; undefined until the first answer. */
	readonly progress: {readonly done: number; readonly total: number} | undefined;
	/** Why the walk has ended; undefined while it goes on. */
	readonly end: HeapWalkStep['end'] | 'refused';
	/** Why the walk does not go on. */
	readonly refusal: string | undefined;
	/** Which of the two tables the arrows move in. */
	readonly panel: 'arenas' | 'chunks';
	/** Row of `arenas` whose chunks are shown; undefined for all. */
	readonly arena: number | undefined;
	/** Whether the cursor is on the heap that was asked for, or where the user has put it. */
	readonly isPlaced: boolean;
	/** Only these chunks are listed; undefined for all. */
	readonly group: ChunkGroup | undefined;
	/** And only those of at least so many bytes, a power of two. */
	readonly minimumSize: number;
	/** Whether the largest chunks come first, where they are not too many. */
	readonly isBySize: boolean;
	/** Row and first visible row of the list of chunks. */
	readonly row: number;
	readonly top: number;
	/** How many of the places that do not agree were stepped through. */
	readonly steps: number;
};

/** Whether nothing is known of any heap, and will not be. */
export function isWithoutHeap({end, arenas}: HeapTool): boolean {
	return end === 'refused' && arenas.length === 0;
}
