import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {chunkSizeFor, format32, format64} from '../../../source/model/heap/chunk-format.ts';
import {heapInfoLength, parseHeapInfo} from '../../../source/model/heap/heap-info.ts';
import {findMallocStates, mallocStateLength, parseMallocState} from '../../../source/model/heap/malloc-state.ts';
import {findMappedChunk} from '../../../source/model/heap/mapped-chunk.ts';
import {revealPointer} from '../../../source/model/heap/peek-memory.ts';
import {parseThreadCache, threadCacheSizes} from '../../../source/model/heap/thread-cache.ts';

const write = (length: number, words: Readonly<Record<number, bigint>>): DataView<ArrayBuffer> => {
	const view = new DataView(new ArrayBuffer(length));
	for (const [offset, value] of Object.entries(words)) {
		view.setBigUint64(Number(offset), value, true);
	}

	return view;
};

test('a mangled pointer is revealed by its own place', () => {
	fc.assert(
		fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (place, pointer) => {
			const stored = (BigInt(place) >> 12n) ^ BigInt(pointer);
			expect(BigInt(revealPointer(place, Number(stored)))).toBe(BigInt(pointer));
		}),
	);
});

test('a request becomes a chunk with a header that is at least as large as glibc makes any', () => {
	expect([0, 24, 25, 40, 640].map(request => chunkSizeFor(request, format64))).toEqual([32, 32, 48, 48, 656]);
	expect([0, 12, 13, 384].map(request => chunkSizeFor(request, format32))).toEqual([16, 16, 32, 400]);
});

describe('a heap_info', () => {
	const address = 0x7fff_f000_0000;
	const first = {0: BigInt(address + 48), 16: 0x2_1000n, 24: 0x2_1000n};

	test('is read at the start of the first heap of an arena and of those behind it', () => {
		expect(parseHeapInfo(write(heapInfoLength, first), address, format64)).toEqual({
			address,
			arena: address + 48,
			previous: undefined,
			size: 0x2_1000,
			accessible: 0x2_1000,
		});
		const next = {...first, 8: BigInt(address - 0x400_0000), 0: BigInt(address - 0x400_0000 + 48)};
		expect(parseHeapInfo(write(heapInfoLength, next), address, format64)).toMatchObject({
			arena: address - 0x400_0000 + 48,
			previous: address - 0x400_0000,
		});
	});

	test.each([
		['an arena elsewhere', {...first, 0: 0x1234n}],
		['a previous heap that is not aligned', {...first, 8: 0x1234n}],
		['itself before it', {...first, 8: BigInt(address)}],
		['no size', {...first, 16: 0n}],
		['a size that is not accessible', {...first, 16: 0x3_0000n}],
		['more than a heap can be', {...first, 16: 0x500_0000n, 24: 0x500_0000n}],
	])('is not read where there is %s', (_, words) => {
		expect(parseHeapInfo(write(heapInfoLength, words), address, format64)).toBeUndefined();
	});
});

test('what is no structure of malloc is read as none, whatever it is', () => {
	fc.assert(
		fc.property(fc.uint8Array({minLength: 4096, maxLength: 4096}), fc.nat(), (bytes, place) => {
			const address = place * 16;
			const view = new DataView(Uint8Array.from(bytes).buffer);
			for (const format of [format32, format64]) {
				expect(parseMallocState(view, address, format)).toBeUndefined();
				expect(findMallocStates(view, address, format)).toEqual([]);
				expect(parseHeapInfo(view, address, format)).toBeUndefined();
				for (const size of threadCacheSizes(format)) {
					expect(parseThreadCache(view, size, format).length).toBeLessThan(76);
				}
			}
		}),
	);
	expect(mallocStateLength).toBeLessThan(4096);
});

describe('a chunk with a mapping of its own', () => {
	const address = 0x7fff_f700_0000;
	const find = (words: Readonly<Record<number, bigint>>) =>
		findMappedChunk(write(4096, words), address, 4096, format64);

	test('fills its mapping, or since glibc 2.43 all but 16 bytes of it', () => {
		const whole = {address, start: address, size: 0x3_1000};
		expect(find({8: 0x3_1002n})).toEqual(whole);
		expect(find({8: 0x3_0ff2n})).toEqual(whole);
		// On huge pages.
		expect(find({0: 1n, 8: 0x3_0ff2n})).toEqual(whole);
	});

	test('begins further on where its contents are aligned', () => {
		expect(find({4080: 0xff0n, 4088: (0x3_1000n - 0xff0n) | 2n})).toEqual({
			address: address + 0xff0,
			start: address,
			size: 0x3_1000,
		});
	});

	test.each([
		['its flags say something else', {8: 0x3_1003n}],
		['its size is none of whole pages', {8: 0x3_1022n}],
		['its mapping began in the middle of a page', {0: 0x20n, 8: 0x3_1002n}],
		['it is empty', {8: 2n}],
	])('is none where %s', (_, words) => {
		expect(find(words)).toBeUndefined();
	});
});
