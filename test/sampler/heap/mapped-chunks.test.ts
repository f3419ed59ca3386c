import {expect, test} from 'vitest';
import type {HeapRegion} from '../../../source/model/heap/heap-walk.ts';
import {type FakeMapping, fakeMemory, mapZeros, writeWord} from '../../helpers/heap/fake-memory.ts';
import {walkAll} from '../../helpers/heap/walk.ts';

const base = 0x7f00_0000_0000;
const page = 4096;

/** Walks mappings in which headers of mapped chunks stand: each has an address and its size field. */
const walkMapped = async (
	mappings: readonly FakeMapping[],
	headers: readonly (readonly [number, number])[],
	{absent, regions = []}: {readonly absent?: ReadonlySet<number>; readonly regions?: readonly HeapRegion[]} = {},
) => {
	for (const [address, sizeField] of headers) {
		writeWord(mappings, 8, address + 8, sizeField);
	}

	const {arenas, chunks} = await walkAll(fakeMemory(mappings, absent), regions);
	expect(arenas.at(-1)?.system).toBe(chunks.flat().reduce((sum, {size}) => sum + size, 0));
	return chunks.flat().map(({address, size}) => [address - base, size]);
};

test('mapped chunks are found in a mapping that begins with something else, or ends with it', async () => {
	const before = mapZeros(base, 9 * page);
	const behind = mapZeros(base + 16 * page, 9 * page);
	const headers = [
		[before.start + 4 * page, 2 * page + 2],
		[before.start + 6 * page, 3 * page + 2],
		[behind.start, 5 * page + 2],
	] as const;
	expect(await walkMapped([before, behind], headers)).toEqual([
		[4 * page, 2 * page],
		[6 * page, 3 * page],
		[16 * page, 5 * page],
	]);
});

test('what looks like a single chunk in the middle of a mapping is one only where such are known to be', async () => {
	const mappings = [mapZeros(base, 20 * page), mapZeros(base + 32 * page, page)];
	const headers = [
		[base + 4 * page, 2 * page + 2],
		[base + 32 * page, page + 2],
	] as const;
	expect(await walkMapped(mappings, headers)).toEqual([[32 * page, page]]);
	const regions = [{start: base, end: base + 20 * page, kind: 'mapped chunk'}] as const;
	expect(await walkMapped(mappings, headers, {regions})).toEqual([
		[4 * page, 2 * page],
		[32 * page, page],
	]);
});

test('chunks in the middle of a mapping are found that lie side by side', async () => {
	const headers = [
		[base + 4 * page, 2 * page + 2],
		[base + 6 * page, 3 * page + 2],
	] as const;
	expect(await walkMapped([mapZeros(base, 20 * page)], headers)).toEqual([
		[4 * page, 2 * page],
		[6 * page, 3 * page],
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
	expect(await walkMapped(mappings, headers, {absent: new Set([swapped.start])})).toEqual([[6 * page, page]]);
});

test('no mapped chunk is looked for behind 64 MB that malloc has nothing in', async () => {
	const size = 66 * 2 ** 20;
	const mappings = [mapZeros(base, size), mapZeros(base + 2 ** 30, page)];
	const absent = new Set(Array.from({length: size / page}, (_, number) => base + number * page));
	const headers = [
		[base + size - 2 * page, 2 * page + 2],
		[base + 2 ** 30, page + 2],
	] as const;
	absent.delete(base + size - 2 * page);
	expect(await walkMapped(mappings, headers, {absent})).toEqual([[2 ** 30, page]]);
	absent.delete(base);
	expect(await walkMapped(mappings, [[base, 4 * 2 ** 20 + 2]], {absent})).toEqual([
		[0, 4 * 2 ** 20],
		[size - 2 * page, 2 * page],
		[2 ** 30, page],
	]);
});
