import fc from 'fast-check';
import {type ChunkFormat, format32, format64} from '../../../source/model/heap/chunk-format.ts';
import {type GlibcVersion, glibcVersions} from './glibc-version.ts';
import type {HeapPlan, MadeUpChunk} from './made-up-heap.ts';

/** Any heap that glibc can have made: arenas with some heaps each, chunks of all sizes and states. */
export function arbitraryHeap(): fc.Arbitrary<HeapPlan> {
	return (
		fc
			.tuple(fc.constantFrom(...glibcVersions), fc.boolean())
			// Before 2.26, chunks of 32-bit programs were aligned to 8 bytes.
			.filter(([version, is32Bit]) => !is32Bit || version.name !== '2.17')
			.chain(([version, is32Bit]) => {
				const chunks = arbitraryChunks(version, is32Bit ? format32 : format64);
				return fc.record({
					version: fc.constant(version),
					is32Bit: fc.constant(is32Bit),
					main: chunks,
					arenas: fc.array(fc.array(chunks, {minLength: 1, maxLength: 3}), {maxLength: 3}),
					mapped: fc.array(fc.integer({min: 1, max: 20}), {maxLength: 4}),
				});
			})
	);
}

function arbitraryChunks(version: GlibcVersion, format: ChunkFormat): fc.Arbitrary<readonly MadeUpChunk[]> {
	const {smallest, wordSize} = format;
	const size = (largest: number) =>
		fc.integer({min: smallest / 16, max: Math.floor(largest / 16)}).map(units => units * 16);
	const large = fc.oneof(size(200), size(3000), size(wordSize === 8 ? 100_000 : 12_000));
	const states: fc.Arbitrary<MadeUpChunk>[] = [
		large.map(bytes => ({size: bytes, state: 'in use'})),
		large.map(bytes => ({size: bytes, state: 'free'})),
	];
	if (version.hasFastBins) {
		states.push(size(wordSize === 8 ? 176 : 96).map(bytes => ({size: bytes, state: 'fast'})));
	}

	if (version.counter > 0) {
		states.push(size(1000).map(bytes => ({size: bytes, state: 'cached'})));
	}

	return fc.array(fc.oneof(...states), {maxLength: 60}).map(chunks =>
		chunks.map((chunk, row) => {
			// Free chunks that follow each other are one, and with the top behind them they are that.
			const isAlone = chunks[row + 1] !== undefined && chunks[row + 1]?.state !== 'free';
			return chunk.state === 'free' && !isAlone ? {...chunk, state: 'in use'} : chunk;
		}),
	);
}
