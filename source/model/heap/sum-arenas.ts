import type {ArenaTotals} from './heap-walk.ts';

const nothing: ArenaTotals = {
	address: undefined,
	name: 'All',
	system: 0,
	inUse: 0,
	cached: 0,
	free: 0,
	top: 0,
	overhead: 0,
	unknown: 0,
	largestFree: 0,
	inUseCount: 0,
	cachedCount: 0,
	freeCount: 0,
	usedHistogram: [],
	freeHistogram: [],
	inconsistencies: [],
	inconsistencyCount: 0,
};

/** All arenas and mapped chunks together: sums, and the largest of what is free. */
export function sumArenas(arenas: readonly ArenaTotals[]): ArenaTotals {
	return arenas.reduce(
		(sum, arena) => ({
			address: undefined,
			name: nothing.name,
			system: sum.system + arena.system,
			inUse: sum.inUse + arena.inUse,
			cached: sum.cached + arena.cached,
			free: sum.free + arena.free,
			top: sum.top + arena.top,
			overhead: sum.overhead + arena.overhead,
			unknown: sum.unknown + arena.unknown,
			largestFree: Math.max(sum.largestFree, arena.largestFree),
			inUseCount: sum.inUseCount + arena.inUseCount,
			cachedCount: sum.cachedCount + arena.cachedCount,
			freeCount: sum.freeCount + arena.freeCount,
			usedHistogram: addUp(sum.usedHistogram, arena.usedHistogram),
			freeHistogram: addUp(sum.freeHistogram, arena.freeHistogram),
			inconsistencies: [...sum.inconsistencies, ...arena.inconsistencies],
			inconsistencyCount: sum.inconsistencyCount + arena.inconsistencyCount,
		}),
		nothing,
	);
}

/** Fragmentation of several arenas: their tops are pieces of their own, so only the largest of all counts. */
export function fragmentationOfAll(arenas: readonly ArenaTotals[]): number {
	const free = arenas.reduce((sum, arena) => sum + arena.free + arena.top, 0);
	const largest = arenas.reduce((most, arena) => Math.max(most, arena.largestFree, arena.top), 0);
	return free > 0 ? 1 - largest / free : 0;
}

function addUp(sums: readonly number[], added: readonly number[]): readonly number[] {
	return Array.from({length: Math.max(sums.length, added.length)}, (_, row) => (sums[row] ?? 0) + (added[row] ?? 0));
}
