import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {batchLength, collectChunks} from '../../../source/model/heap/collect-chunks.ts';
import type {ChunkBatch} from '../../../source/model/heap/heap-walk.ts';
import {createMarkedChunks, listKinds} from '../../../source/model/heap/marked-chunks.ts';
import {createSmallChunks} from '../../../source/model/heap/small-chunks.ts';

/** Addresses in a few stretches that lie far from each other. */
const address = fc
	.tuple(fc.constantFrom(0x5555_5555_0000, 0x5555_5564_fff0, 0x7fff_f000_0000), fc.nat({max: 0x2_0000}))
	.map(([base, units]) => base + units * 16);

describe('marked chunks', () => {
	test('are found with the list that they were marked with first', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(address, fc.constantFrom('cached', 'fast'))),
				fc.array(address),
				(marked, others) => {
					const marks = createMarkedChunks();
					const expected = new Map<number, string>();
					for (const [chunk, list] of marked) {
						expect(marks.mark(chunk, list)).toBe(!expected.has(chunk));
						expected.set(chunk, expected.get(chunk) ?? list);
					}

					for (const chunk of [...expected.keys(), ...others]) {
						expect(listKinds[marks.find(chunk)]).toBe(expected.get(chunk));
					}
				},
			),
		);
	});
});

describe('small chunks', () => {
	test('are found in any order, with their size and contents', () => {
		const ranges = [
			{start: 0x5555_5555_0000, end: 0x5555_5585_0000},
			{start: 0x7fff_f000_0000, end: 0x7fff_f030_0000},
		];
		const chunk = fc.record({size: fc.integer({min: 2, max: 11}).map(units => units * 16), content: fc.maxSafeNat()});
		fc.assert(
			fc.property(fc.dictionary(address.map(String), chunk), fc.array(address), (chunks, others) => {
				const small = createSmallChunks(ranges);
				const ascending = Object.entries(chunks).toSorted(([one], [two]) => Number(one) - Number(two));
				for (const [place, {size, content}] of ascending) {
					small.add(Number(place), size, content);
				}

				small.finish();
				for (const place of [...Object.keys(chunks).map(Number), ...others, 0, 2 ** 50]) {
					expect(small.sizeAt(place)).toBe(chunks[place]?.size);
					expect(small.contentAt(place)).toBe(chunks[place]?.content);
				}
			}),
		);
	});
});

describe('collected chunks', () => {
	/** The arena, address, size in units and state of each chunk. */
	const list = (batches: readonly ChunkBatch[]): readonly (readonly (number | undefined)[])[] =>
		batches.flatMap(({arena, start, sizes, states}) => {
			let at = start;
			return Array.from(sizes, (units, row) => {
				const chunk = [arena, at, units, states[row]];
				at += units * 16;
				return chunk;
			});
		});

	test('come in batches that begin where there is a gap, another arena, or no room', () => {
		const run = fc.record({
			arena: fc.nat({max: 3}),
			gap: fc.constantFrom(0, 16, 4096),
			isTaken: fc.boolean(),
			chunks: fc.array(fc.tuple(fc.integer({min: 2, max: 1000}), fc.nat({max: 5})), {maxLength: 50}),
		});
		fc.assert(
			fc.property(fc.array(run), fc.integer({min: 1, max: 100}), (runs, most) => {
				const collector = collectChunks(most);
				const added: (readonly number[])[] = [];
				const taken: ChunkBatch[] = [];
				let place = 0x1000;
				for (const {arena, gap, isTaken, chunks} of runs) {
					taken.push(...(isTaken ? collector.take() : []));
					place += gap;
					for (const [units, state] of chunks) {
						collector.add(arena, place, units * 16, state);
						added.push([arena, place, units, state]);
						place += units * 16;
					}
				}

				taken.push(...collector.take());
				expect(list(taken)).toEqual(added.slice(0, most));
				expect(collector.isFull()).toBe(added.length > most);
				expect(collector.take()).toEqual([]);
			}),
		);
	});

	test('begin a new batch where those before them were taken', () => {
		const collector = collectChunks();
		collector.add(0, 0x1000, 32, 0);
		collector.add(0, 0x1020, 48, 0);
		expect(list(collector.take())).toEqual([
			[0, 0x1000, 2, 0],
			[0, 0x1020, 3, 0],
		]);
		collector.add(0, 0x1050, 32, 0);
		expect(list(collector.take())).toEqual([[0, 0x1050, 2, 0]]);
	});

	test('fill a batch to its end, and then the next', () => {
		const collector = collectChunks();
		for (let number = 0; number < batchLength * 2 + 1; number++) {
			collector.add(0, number * 32, 32, 0);
		}

		expect(collector.take().map(({start, sizes}) => [start, sizes.length])).toEqual([
			[0, batchLength],
			[batchLength * 32, batchLength],
			[batchLength * 64, 1],
		]);
	});

	test('of more than 64 GB end their batch', () => {
		const collector = collectChunks();
		const size = 2 ** 37;
		collector.add(0, 0x1000, size, 5);
		collector.add(0, 0x1000 + size, 32, 5);
		expect(collector.take().map(({start, sizes}) => [start, ...sizes])).toEqual([
			[0x1000, 2 ** 32 - 1],
			[0x1000 + size, 2],
		]);
	});
});
