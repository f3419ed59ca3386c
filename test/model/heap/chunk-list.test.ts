import fc from 'fast-check';
import {expect, test} from 'vitest';
import {indexBatch} from '../../../source/model/heap/batch-index.ts';
import {addBatches} from '../../../source/model/heap/chunk-batches.ts';
import {chunkGroups, groupOfState} from '../../../source/model/heap/chunk-groups.ts';
import {type ChunkFilter, type ListedChunk, listChunks} from '../../../source/model/heap/chunk-list.ts';
import {listBySize} from '../../../source/model/heap/chunks-by-size.ts';
import {type ChunkBatch, chunkStates} from '../../../source/model/heap/heap-walk.ts';
import {sumSizes} from '../../../source/model/heap/size-histogram.ts';
import {countReads, makeBatch, makeManyBatches} from '../../helpers/chunks.ts';

const everything: ChunkFilter = {arena: undefined, group: undefined, minimumSize: 16};

/** Batches with holes between them, some of several stretches, some of a single chunk. */
const arbitraryBatches: fc.Arbitrary<readonly ChunkBatch[]> = fc
	.array(
		fc.record({
			gap: fc.integer({min: 0, max: 1000}),
			length: fc.oneof(fc.integer({min: 1, max: 70}), fc.integer({min: 1000, max: 3000})),
			seed: fc.integer({min: 1, max: 2 ** 31}),
			arena: fc.integer({min: 0, max: 2}),
		}),
		{maxLength: 6},
	)
	.map(described => {
		let start = 0x5555_0000_0000;
		return described.map(({gap, length, seed, arena}) => {
			const batch = makeBatch(start + gap * 16, length, seed, arena);
			start = batch.start + batch.sizes.reduce((sum, units) => sum + units * 16, 0);
			return batch;
		});
	});

const arbitraryFilter: fc.Arbitrary<ChunkFilter> = fc.record({
	arena: fc.option(fc.integer({min: 0, max: 2}), {nil: undefined}),
	group: fc.option(fc.constantFrom(...chunkGroups), {nil: undefined}),
	minimumSize: fc.integer({min: 4, max: 14}).map(power => 2 ** power),
});

/** The same by going through all of them. */
function listNaively(batches: readonly ChunkBatch[], {arena, group, minimumSize}: ChunkFilter): ListedChunk[] {
	const chunks: ListedChunk[] = [];
	for (const batch of batches) {
		let address = batch.start;
		for (const [at, units] of batch.sizes.entries()) {
			const state = batch.states[at] ?? 0;
			const isWanted =
				(arena === undefined || batch.arena === arena) &&
				(group === undefined || chunkGroups[groupOfState[state] ?? 0] === group) &&
				units * 16 >= minimumSize;
			if (isWanted) {
				chunks.push({address, size: units * 16, state: chunkStates[state] ?? 'in use', arena: batch.arena});
			}

			address += units * 16;
		}
	}

	return chunks;
}

test('a list has the chunks that a walk through all of them finds, in every row', () => {
	fc.assert(
		fc.property(arbitraryBatches, arbitraryFilter, (batches, filter) => {
			const list = listChunks(batches, filter);
			const naive = listNaively(batches, filter);
			expect(list.count).toBe(naive.length);
			expect(Array.from(naive, (_, row) => list.at(row))).toEqual(naive);
			expect([list.at(-1), list.at(naive.length)]).toEqual([undefined, undefined]);
			expect([...list.sizes()]).toEqual(naive.map(({size}) => size / 16));
			expect(list.total).toBe(listNaively(batches, {...everything, arena: filter.arena}).length);
		}),
		{numRuns: 60},
	);
});

test('an address leads to the chunk that holds it, else to the first that is listed behind it', () => {
	fc.assert(
		fc.property(
			arbitraryBatches,
			arbitraryFilter,
			fc.array(fc.double({min: -0.01, max: 1.01, noNaN: true}), {minLength: 20, maxLength: 20}),
			(batches, filter, places) => {
				const list = listChunks(batches, filter);
				const naive = listNaively(batches, filter);
				const first = batches[0]?.start ?? 0;
				const last = (batches.at(-1)?.start ?? 0) + 200_000;
				for (const address of [
					...places.map(place => Math.round(first + place * (last - first))),
					...naive.slice(0, 20).map(({address}) => address),
				]) {
					const expected = naive.findIndex(chunk => chunk.address + chunk.size > address);
					expect(list.rowOf(address)).toBe(expected < 0 ? naive.length : expected);
				}
			},
		),
		{numRuns: 60},
	);
});

test('by size the same chunks are listed from the largest down, each where its address leads', () => {
	fc.assert(
		fc.property(arbitraryBatches, arbitraryFilter, (batches, filter) => {
			const list = listBySize(listChunks(batches, filter));
			const sorted = listNaively(batches, filter).sort((a, b) => b.size - a.size || a.address - b.address);
			expect(Array.from(sorted, (_, row) => list.at(row))).toEqual(sorted);
			const middle = Math.floor(sorted.length / 2);
			expect(list.rowOf(sorted[middle]?.address ?? 0)).toBe(middle);
			expect([...list.sizes()]).toEqual(sorted.map(({size}) => size / 16));
		}),
		{numRuns: 40},
	);
});

test('the bytes by class of sizes are those of the chunks, without tops', () => {
	fc.assert(
		fc.property(arbitraryBatches, fc.option(fc.integer({min: 0, max: 2}), {nil: undefined}), (batches, arena) => {
			const {used, free} = sumSizes(batches, arena);
			const expected = {used: new Float64Array(32), free: new Float64Array(32)};
			for (const {size, state} of listNaively(batches, {...everything, arena})) {
				const sums = state === 'in use' || state === 'mapped' ? expected.used : expected.free;
				const row = Math.floor(Math.log2(size / 16));
				sums[row] = (sums[row] ?? 0) + (state === 'top' ? 0 : size);
			}

			expect([...used]).toEqual([...expected.used]);
			expect([...free]).toEqual([...expected.free]);
		}),
		{numRuns: 40},
	);
});

test('batches that come out of order are listed in the order of their addresses', () => {
	const [first, second, third] = [0x1000, 0x9_0000, 0x20_0000].map(start => makeBatch(start, 100, 7, 0));
	if (!first || !second || !third) {
		throw new Error('There are three batches.');
	}

	const empty: ChunkBatch = {...first, sizes: new Uint32Array(), states: new Uint8Array()};
	expect(addBatches([second], [third, empty, first])).toEqual([first, second, third]);
	expect(addBatches([first, second], [])).toEqual([first, second]);
});

test('showing a page of ten million chunks goes through a few thousand of them', () => {
	const {batches, reads} = countReads(makeManyBatches(10_000_000, 0x10_0000));
	for (const filter of [everything, {...everything, group: 'free' as const, minimumSize: 64}]) {
		const list = listChunks(batches, filter);
		reads.isCounting = true;
		reads.count = 0;
		const half = Math.floor(list.count / 2);
		for (const top of [0, half, list.count - 50]) {
			const address = list.at(top)?.address ?? Number.NaN;
			expect(list.rowOf(address)).toBe(top);
			for (let row = top; row < top + 50; row++) {
				expect(list.at(row)).toBeDefined();
			}
		}

		expect(reads.count).toBeGreaterThan(0);
		// For each row and each address two columns of a stretch of 1,024.
		expect(reads.count).toBeLessThan(3 * 52 * 2 * 2 * 1024);
		// Another filter counts by what was written down of each batch.
		reads.count = 0;
		listChunks(batches, {...filter, minimumSize: filter.minimumSize * 2});
		expect(reads.count).toBe(0);
	}
});

test('what is written down of chunks takes less than three bytes each, as their sizes and states take five', () => {
	const length = 1_000_000;
	const {addresses, counts, bytes} = indexBatch(makeBatch(0, length, 3, 0));
	const written = [addresses, counts, bytes].reduce((sum, column) => sum + (column?.byteLength ?? 0), 0);
	expect(written).toBeGreaterThan(0);
	expect(written / length).toBeLessThan(3);
});
