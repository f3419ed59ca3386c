import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {arbitraryHeap} from '../../helpers/heap/arbitrary-heap.ts';
import {fakeMemory} from '../../helpers/heap/fake-memory.ts';
import {glibcVersions} from '../../helpers/heap/glibc-version.ts';
import {type LaidOutChunk, type MadeUpHeap, makeUpHeap} from '../../helpers/heap/made-up-heap.ts';
import {type WalkedHeap, walkAll} from '../../helpers/heap/walk.ts';

const pageSize = 4096;

const sort = (chunks: readonly LaidOutChunk[]) => chunks.toSorted((one, two) => one.address - two.address);

/** Sizes are listed in units of 16 bytes, which the top of a 32-bit process need not be. */
const listed = ({chunks}: MadeUpHeap) =>
	chunks.map(arena => sort(arena.map(chunk => ({...chunk, size: chunk.size - (chunk.size % 16)}))));

const expectToFind = (walked: WalkedHeap, heap: MadeUpHeap): void => {
	expect(walked.arenas.flatMap(({inconsistencies}) => inconsistencies)).toEqual([]);
	expect(walked.notices).toEqual([]);
	expect(walked.end).toBe('complete');
	expect(walked.chunks.map(sort)).toEqual(listed(heap));
	expect(walked.arenas.map(({system}) => system)).toEqual(heap.system);
};

/** The pages that have neither a header of a chunk, nor a fence, nor what malloc keeps for itself. */
const pagesOfContents = ({mappings, regions, chunks}: MadeUpHeap): Set<number> => {
	const pages = new Set(
		mappings.flatMap(({start, end}) =>
			Array.from({length: (end - start) / pageSize}, (_, page) => start + page * pageSize),
		),
	);
	const keep = (address: number): boolean => pages.delete(address - (address % pageSize));
	for (const {start, end, path} of mappings) {
		// What malloc keeps for itself lies at the start of each heap, and in the data of the library.
		for (let page = 0; page < (path === '' || path === '[heap]' ? 2 : 4); page++) {
			keep(start + page * pageSize);
		}

		if (regions.some(region => region.kind === 'arena' && region.start === start)) {
			keep(end - 1);
		}
	}

	for (const {address} of chunks.flat()) {
		keep(address);
		keep(address + 31);
	}

	return pages;
};

/** What holds of any walk, whatever it was through. */
const expectToAddUp = ({arenas, chunks, end}: WalkedHeap): void => {
	expect(end).toBe('complete');
	for (const [row, arena] of arenas.entries()) {
		const {inUse, cached, free, top, overhead, unknown} = arena;
		expect(Math.min(inUse, cached, free, top, overhead, unknown)).toBeGreaterThanOrEqual(0);
		expect(arena.system).toBe(inUse + cached + free + top + overhead + unknown);
		expect(arena.inUseCount).toBe(arena.usedHistogram.reduce((sum, count) => sum + count, 0));
		expect(arena.cachedCount + arena.freeCount).toBe(arena.freeHistogram.reduce((sum, count) => sum + count, 0));
		expect(arena.inconsistencyCount).toBeGreaterThanOrEqual(arena.inconsistencies.length);
		let before = 0;
		for (const {address, size} of sort(chunks[row] ?? [])) {
			expect(address).toBeGreaterThanOrEqual(before);
			before = address + size;
		}
	}
};

describe('a walk through a heap', () => {
	test('finds every chunk of any version of glibc, with its state', async () => {
		await fc.assert(
			fc.asyncProperty(arbitraryHeap(), async plan => {
				const heap = makeUpHeap(plan);
				const walked = await walkAll(fakeMemory(heap.mappings), heap.regions);
				expectToFind(walked, heap);
				expectToAddUp(walked);
			}),
		);
	});

	test('needs no page that holds contents only', async () => {
		await fc.assert(
			fc.asyncProperty(arbitraryHeap(), async plan => {
				const heap = makeUpHeap(plan);
				expectToFind(await walkAll(fakeMemory(heap.mappings, pagesOfContents(heap)), heap.regions), heap);
			}),
		);
	});

	test('needs the page of the fence at the end of a heap that another follows', async () => {
		const version = glibcVersions[0];
		expect.assert(version);
		// The fence is the only header in its page.
		const heap = makeUpHeap({
			version,
			is32Bit: false,
			main: [],
			arenas: [[[{size: 5936, state: 'in use'}], []]],
			mapped: [],
		});
		const [before, left] = heap.chunks[1] ?? [];
		expect.assert(before && left);
		const fence = left.address + left.size;
		const absent = pagesOfContents(heap);
		expectToFind(await walkAll(fakeMemory(heap.mappings, absent), heap.regions), heap);
		absent.add(fence - (fence % pageSize));
		const {arenas} = await walkAll(fakeMemory(heap.mappings, absent), heap.regions);
		expect(arenas[1]?.inconsistencies).toMatchObject([{address: fence}]);
	});

	test('reads no page that is not in memory, and adds up without it', async () => {
		await fc.assert(
			fc.asyncProperty(
				arbitraryHeap(),
				fc.array(fc.tuple(fc.nat(), fc.nat()), {minLength: 1, maxLength: 20}),
				async (plan, places) => {
					const {mappings, regions} = makeUpHeap(plan);
					const absent = places.map(([mapping, page]) => {
						const {start = 0, end = pageSize} = mappings[mapping % mappings.length] ?? {};
						return start + (page % ((end - start) / pageSize)) * pageSize;
					});
					try {
						expectToAddUp(await walkAll(fakeMemory(mappings, new Set(absent)), regions));
					} catch (error) {
						expect(String(error)).toMatch(/no memory from glibc's malloc/v);
					}
				},
			),
		);
	});

	test('ends and adds up whatever the heap was overwritten with', async () => {
		const value = fc.oneof(
			fc.maxSafeNat(),
			fc.nat({max: 0x1000}),
			fc.constant(0x31),
			fc.nat({max: 0x1000}).map(offset => 0x7f00_5000_0000 + offset * 16),
		);
		await fc.assert(
			fc.asyncProperty(
				arbitraryHeap(),
				fc.array(fc.tuple(fc.nat(), fc.nat(), value), {minLength: 1, maxLength: 50}),
				async (plan, places) => {
					const {mappings, regions} = makeUpHeap(plan);
					for (const [mapping, place, word] of places) {
						const {bytes} = mappings[mapping % mappings.length] ?? {};
						const view = bytes && new DataView(bytes.buffer);
						view?.setBigUint64((place % (view.byteLength / 8)) * 8, BigInt(word), true);
					}

					try {
						expectToAddUp(await walkAll(fakeMemory(mappings), regions));
					} catch (error) {
						expect(String(error)).toMatch(/no memory from glibc's malloc/v);
					}
				},
			),
			{numRuns: 150},
		);
	});

	test('counts on where the list is full', async () => {
		const version = glibcVersions.find(({name}) => name === '2.35') ?? glibcVersions[0];
		expect.assert(version);
		const main = Array.from({length: 500}, () => ({size: 48, state: 'in use'}) as const);
		const {mappings, regions, system} = makeUpHeap({version, is32Bit: false, main, arenas: [], mapped: [3]});
		const walked = await walkAll(fakeMemory(mappings), regions, 100);
		expect(walked.end).toBe('full');
		expect(walked.chunks.flat()).toHaveLength(100);
		expect(walked.arenas.map(arena => arena.system)).toEqual(system);
		expect(walked.arenas[0]?.inUseCount).toBe(501);
	});
});
