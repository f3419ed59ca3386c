import {type ChunkBatch, chunkStates} from '../../source/model/heap/heap-walk.ts';

/** Makes `length` chunks, the same ones at every call: mostly small, of every state but mapped, with a top at the end. */
export function makeBatch(start: number, length: number, seed: number, arena: number): ChunkBatch {
	let random = seed;
	const next = (limit: number): number => {
		random ^= random << 13;
		random ^= random >>> 17;
		random ^= random << 5;
		return (random >>> 0) % limit;
	};

	const sizes = new Uint32Array(length);
	const states = new Uint8Array(length);
	for (let at = 0; at < length; at++) {
		sizes[at] = 2 + next(1 << (1 + next(10)));
		states[at] = Math.max(0, next(8) - 4);
	}

	states[length - 1] = chunkStates.indexOf('top');
	return {start, sizes, states, arena};
}

/** Batches whose sizes and states are counted as they are read by index, once `isCounting` is set. */
export function countReads(batches: readonly ChunkBatch[]): {
	readonly batches: readonly ChunkBatch[];
	readonly reads: {count: number; isCounting: boolean};
} {
	const reads = {count: 0, isCounting: false};
	const watch = <Column extends Uint32Array | Uint8Array>(column: Column): Column =>
		new Proxy(column, {
			get(target, name) {
				if (typeof name === 'string' && /^\d/.test(name)) {
					reads.count++;
				}

				return Reflect.get(target, name);
			},
		});
	return {
		reads,
		batches: batches.map(({start, arena, sizes, states}) => {
			const watched = {sizes: watch(sizes), states: watch(states)};
			return {
				start,
				arena,
				get sizes() {
					return reads.isCounting ? watched.sizes : sizes;
				},
				get states() {
					return reads.isCounting ? watched.states : states;
				},
			};
		}),
	};
}

/** So many chunks in batches of 100,000, the same ones again and again, so that they take no memory. */
export function makeManyBatches(count: number, start: number): readonly ChunkBatch[] {
	const batch = makeBatch(start, 100_000, 11, 0);
	const bytes = batch.sizes.reduce((sum, units) => sum + units * 16, 0);
	return Array.from({length: count / batch.sizes.length}, (_, index) => ({...batch, start: start + index * bytes}));
}
