import type {ChunkBatch} from './heap-walk.ts';

/** The batches of both in the order of their addresses. Most often what is added lies behind the rest. */
export function addBatches(batches: readonly ChunkBatch[], added: readonly ChunkBatch[]): readonly ChunkBatch[] {
	if (added.length === 0) {
		return batches;
	}

	const all = [...batches, ...added.filter(({sizes}) => sizes.length > 0)];
	const isAscending = all.every(({start}, index) => index === 0 || (all[index - 1]?.start ?? 0) <= start);
	return isAscending ? all : all.sort((a, b) => a.start - b.start);
}
