import {expect, test} from 'vitest';
import {type FakeMapping, fakeMemory, mapZeros, writeWord} from '../../helpers/heap/fake-memory.ts';
import {walkAll} from '../../helpers/heap/walk.ts';

const base = 0x7f00_0000_0000;
const page = 4096;

/** Walks mappings in which headers of mapped chunks stand: each has an address and its size field. */
const walkMapped = async (
	mappings: readonly FakeMapping[],
	headers: readonly (readonly [number, number])[],
	absent?: ReadonlySet<number>,
) => {
	for (const [address, sizeField] of headers) {
		writeWord(mappings, 8, address + 8, sizeField);
	}

	const {arenas, chunks} = await walkAll(fakeMemory(mappings, absent), []);
	expect(arenas.at(-1)?.system).toBe(chunks.flat().reduce((sum, {size}) => sum + size, 0));
	return chunks.flat().map(({address, size}) => [address - base, size]);
};

test('mapped chunks are found in a mapping that begins with something else', async () => {
	const mapping = mapZeros(base, 20 * page);
	const headers = [
		[base + 4 * page, 2 * page + 2],
		[base + 6 * page, 3 * page + 2],
		[base + 15 * page, 5 * page + 2],
	] as const;
	expect(await walkMapped([mapping], headers)).toEqual([
		[4 * page, 2 * page],
		[6 * page, 3 * page],
		[15 * page, 5 * page],
	]);
});

test('a mapped chunk is found that the kernel has as two mappings', async () => {
	const mappings = [mapZeros(base, 3 * page), mapZeros(base + 3 * page, 5 * page, '[anon:name]')];
	expect(await walkMapped(mappings, [[base, 8 * page + 2]])).toEqual([[0, 8 * page]]);
});

test('a mapped chunk is found where its contents are aligned to more than a page', async () => {
	const mapping = mapZeros(base, 20 * page);
	writeWord([mapping], 8, base + 8 * page - 16, 8 * page - 16);
	expect(await walkMapped([mapping], [[base + 8 * page - 16, 12 * page + 16 + 2]])).toEqual([[0, 20 * page]]);
});

test.each([
	['a size that goes beyond the mapping', 9 * page + 2],
	['part of a page', page + 16 + 2],
	['the flag of an arena', page + 4 + 2],
	['a chunk that is not mapped', page + 1],
])('no mapped chunk is seen in a header with %s', async (_, sizeField) => {
	const mappings = [mapZeros(base, 8 * page), mapZeros(base + 10 * page, page)];
	expect(
		await walkMapped(mappings, [
			[base, sizeField],
			[base + 10 * page, page + 2],
		]),
	).toEqual([[10 * page, page]]);
});

test('no mapped chunk is looked for in files, in what is shared, and in pages that are not in memory', async () => {
	const file = mapZeros(base, page, '/tmp/file');
	const shared = {...mapZeros(base + 2 * page, page), isPrivate: false};
	const swapped = mapZeros(base + 4 * page, page);
	const chunk = mapZeros(base + 6 * page, page);
	const mappings = [file, shared, swapped, chunk];
	const headers = mappings.map(({start}) => [start, page + 2] as const);
	expect(await walkMapped(mappings, headers, new Set([swapped.start]))).toEqual([[6 * page, page]]);
});

test('no mapped chunk is looked for behind 64 MB that malloc has nothing in', async () => {
	const other = mapZeros(base, 66 * 2 ** 20);
	const chunk = mapZeros(base + 2 ** 30, page);
	const near = base + 63 * 2 ** 20;
	const untouched = new Set(Array.from({length: other.bytes.length / page}, (_, number) => base + number * page));
	const headers = [near, base + 65 * 2 ** 20].map(address => [address, page + 2] as const);
	untouched.delete(near + 2 ** 21);
	expect(await walkMapped([other, chunk], [...headers, [chunk.start, page + 2]], untouched)).toEqual([[2 ** 30, page]]);
	untouched.delete(near);
	expect(await walkMapped([other], [], untouched)).toEqual([
		[near - base, page],
		[near - base + 2 ** 21, page],
	]);
});
