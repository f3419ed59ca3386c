import {type ArenaTotals, type ChunkState, chunkStates, type Inconsistency} from './heap-walk.ts';

/** Adds up what is found of one arena. */
export type ArenaCounter = {
	/** Size in bytes, and a row of `chunkStates`. */
	readonly addChunk: (size: number, state: number) => void;
	readonly addOverhead: (bytes: number) => void;
	readonly addUnknown: (bytes: number) => void;
	readonly addInconsistency: (inconsistency: Inconsistency) => void;
	readonly totals: () => ArenaTotals;
};

/** So many places are told; the others are only counted. */
export const mostInconsistencies = 100;

/** No chunk is of 2^48 bytes or more. */
const histogramLength = 48;

/** Starts at nothing. */
export function countArena(name: string, address: number | undefined): ArenaCounter {
	const bytes = new Float64Array(chunkStates.length);
	const counts = new Float64Array(chunkStates.length);
	const histograms = chunkStates.map(() => new Float64Array(histogramLength));
	const inconsistencies: Inconsistency[] = [];
	let inconsistencyCount = 0;
	let largestFree = 0;
	let overhead = 0;
	let unknown = 0;

	const total = (column: Float64Array, states: readonly ChunkState[]): number =>
		states.reduce((sum, state) => sum + (column[chunkStates.indexOf(state)] ?? 0), 0);

	const histogram = (states: readonly ChunkState[]): number[] =>
		Array.from({length: histogramLength}, (_, step) =>
			states.reduce((sum, state) => sum + (histograms[chunkStates.indexOf(state)]?.[step] ?? 0), 0),
		);

	return {
		addChunk(size, state) {
			bytes[state] = (bytes[state] ?? 0) + size;
			counts[state] = (counts[state] ?? 0) + 1;
			const steps = histograms[state];
			const step = size < 2 ** 32 ? 31 - Math.clz32(size) : 63 - Math.clz32(size / 2 ** 32);
			if (steps) {
				steps[step] = (steps[step] ?? 0) + 1;
			}

			if (state === free || state === fast) {
				largestFree = Math.max(largestFree, size);
			}
		},
		addOverhead(more) {
			overhead += more;
		},
		addUnknown(more) {
			unknown += more;
		},
		addInconsistency(inconsistency) {
			inconsistencyCount++;
			if (inconsistencies.length < mostInconsistencies) {
				inconsistencies.push(inconsistency);
			}
		},
		totals: () => ({
			address,
			name,
			system: total(bytes, chunkStates) + overhead + unknown,
			inUse: total(bytes, used),
			cached: total(bytes, ['cached']),
			free: total(bytes, ['fast', 'free']),
			top: total(bytes, ['top']),
			overhead,
			unknown,
			largestFree,
			inUseCount: total(counts, used),
			cachedCount: total(counts, ['cached']),
			freeCount: total(counts, ['fast', 'free']),
			usedHistogram: histogram(used),
			freeHistogram: histogram(['cached', 'fast', 'free']),
			inconsistencies: [...inconsistencies],
			inconsistencyCount,
		}),
	};
}

const used = ['in use', 'mapped'] as const;
const free = chunkStates.indexOf('free');
const fast = chunkStates.indexOf('fast');
