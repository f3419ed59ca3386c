import {
	alignChunk,
	type ChunkFormat,
	chunkSizeFor,
	format32,
	format64,
	otherArena,
	ownMapping,
	previousInUse,
} from '../../../source/model/heap/chunk-format.ts';
import type {ChunkState, HeapRegion} from '../../../source/model/heap/heap-walk.ts';
import {type FakeMapping, mapZeros, writeWord} from './fake-memory.ts';
import {type GlibcVersion, heapInfoLength, layOutState} from './glibc-version.ts';

/** A chunk that is to be laid out. `size` in bytes, a multiple of 16. No two free ones follow each other. */
export type MadeUpChunk = {readonly size: number; readonly state: Exclude<ChunkState, 'top' | 'mapped'>};

export type LaidOutChunk = {readonly address: number; readonly size: number; readonly state: ChunkState};

export type HeapPlan = {
	readonly version: GlibcVersion;
	readonly is32Bit: boolean;
	/** Of the main arena. */
	readonly main: readonly MadeUpChunk[];
	/** Of each other arena its heaps, the oldest first. */
	readonly arenas: readonly (readonly (readonly MadeUpChunk[])[])[];
	/** Sizes in pages of chunks with mappings of their own. */
	readonly mapped: readonly number[];
};

export type MadeUpHeap = {
	readonly mappings: readonly FakeMapping[];
	readonly regions: readonly HeapRegion[];
	/** What a walk has to find, arena by arena, the mapped chunks last. */
	readonly chunks: readonly (readonly LaidOutChunk[])[];
	/** What each of them has from the system, in bytes. */
	readonly system: readonly number[];
};

type Writer = {
	readonly version: GlibcVersion;
	readonly format: ChunkFormat;
	readonly mappings: FakeMapping[];
	readonly put: (address: number, value: number) => void;
};

const pageSize = 4096;

/** Writes heaps as a glibc of that version does, with main_arena in the data of a libc.so.6. */
export function makeUpHeap({version, is32Bit, main, arenas, mapped}: HeapPlan): MadeUpHeap {
	const format = is32Bit ? format32 : format64;
	const {wordSize, heapSize} = format;
	const base = is32Bit ? 0 : 0x7f00_0000_0000;
	const library = mapZeros(base + 0x4000_0000, 4 * pageSize, '/lib/libc.so.6');
	const mappings = [library];
	const put = (address: number, value: number): void => writeWord(mappings, wordSize, address, value);
	const writer: Writer = {version, format, mappings, put};
	const heapAt = (arena: number, heap: number): number => base + 0x5000_0000 + (arena * 3 + heap) * heapSize;
	const states = [library.start + 0x1c80, ...arenas.map((_, row) => heapAt(row, 0) + heapInfoLength(version, format))];
	const chunks: (readonly LaidOutChunk[])[] = [];
	const system: number[] = [];
	for (const [row, heaps] of [[main], ...arenas].entries()) {
		const state = states[row] ?? 0;
		const laid = heaps.map((wanted, number) => {
			const before = number === 0 ? 0 : heapAt(row - 1, number - 1);
			const isLast = number === heaps.length - 1;
			return row === 0
				? writeHeap(writer, {address: base + 0x1000_0000, state: undefined, before, isFirst: true, isLast}, wanted)
				: writeHeap(writer, {address: heapAt(row - 1, number), state, before, isFirst: number === 0, isLast}, wanted);
		});
		const all = laid.flatMap(heap => heap.chunks);
		const memory = laid.reduce((sum, {size}) => sum + size, 0);
		writeState(writer, state, {next: states[(row + 1) % states.length] ?? 0, chunks: all, memory});
		chunks.push(all);
		system.push(memory);
	}

	const mappedRegion = {start: base + 0x9000_0000, end: base + 0x9000_0000};
	const mappedChunks: LaidOutChunk[] = [];
	for (const pages of mapped) {
		mappedChunks.push({address: mappedRegion.end, size: pages * pageSize, state: 'mapped'});
		mappedRegion.end += pages * pageSize;
	}

	mappings.push(mapZeros(mappedRegion.start, mappedRegion.end - mappedRegion.start));
	for (const {address, size} of mappedChunks) {
		const shift = is32Bit ? 8 : 0;
		put(address + shift, shift);
		put(address + shift + wordSize, size - shift - (version.hasFreeEnd ? format.headerSize : 0) + ownMapping);
	}

	return {
		mappings: mappings.filter(({bytes}) => bytes.length > 0).toSorted((one, two) => one.start - two.start),
		regions: [
			...arenas.flatMap((heaps, row) =>
				heaps.map((_, number): HeapRegion => {
					return {start: heapAt(row, number), end: heapAt(row, number) + heapSize, kind: 'arena'};
				}),
			),
			...(mapped.length > 0 ? [{...mappedRegion, kind: 'mapped chunk'} as const] : []),
		],
		chunks: [...chunks, mappedChunks],
		system: [...system, mappedRegion.end - mappedRegion.start],
	};
}

/** Bytes of tcache_perthread_struct. */
function cacheLength({counter, cacheBins}: GlibcVersion, {wordSize}: ChunkFormat): number {
	return cacheBins * (counter + wordSize);
}

/** Writes one heap of an arena, the main one where `state` is undefined. Gives its chunks, and its size in bytes. */
function writeHeap(
	{version, format, mappings, put}: Writer,
	heap: {
		readonly address: number;
		readonly state: number | undefined;
		readonly before: number;
		readonly isFirst: boolean;
		readonly isLast: boolean;
	},
	wanted: readonly MadeUpChunk[],
): {readonly chunks: readonly LaidOutChunk[]; readonly size: number} {
	const {wordSize, headerSize, smallest} = format;
	const isMain = heap.state === undefined;
	const infoLength = isMain ? 0 : heapInfoLength(version, format);
	const head = infoLength + (!isMain && heap.isFirst ? layOutState(version, format).length : 0);
	const start = alignChunk(heap.address + head, format);
	// The first chunk of an arena is the cache of a thread, where there are such.
	const cache: MadeUpChunk = {size: chunkSizeFor(cacheLength(version, format), format), state: 'in use'};
	const all = heap.isFirst && version.counter > 0 ? [cache, ...wanted] : wanted;
	const length = all.reduce((sum, {size}) => sum + size, start - heap.address + 4 * headerSize);
	const size = Math.ceil(length / pageSize) * pageSize;
	mappings.push(mapZeros(heap.address, size, isMain ? '[heap]' : ''));
	if (heap.state !== undefined) {
		for (const [index, value] of [heap.state, heap.before, size, size, pageSize].entries()) {
			if (index < 4 || version.hasPageSize) {
				put(heap.address + index * wordSize, value);
			}
		}
	}

	const chunks: LaidOutChunk[] = [];
	let address = start;
	const add = (chunk: {readonly size: number; readonly state: ChunkState}, flags: number): void => {
		const before = chunks.at(-1);
		const isFree = before?.state === 'free';
		// What stands there is else part of the contents of the chunk before. Those of the cache are written later.
		put(address, isFree ? before.size : chunks.length === 1 ? 0 : 0x1234_5678);
		put(address + wordSize, chunk.size + flags + (isFree ? 0 : previousInUse));
		chunks.push({address, size: chunk.size, state: chunk.state});
		address += chunk.size;
	};

	for (const chunk of all) {
		add(chunk, isMain || chunk.state === 'free' ? 0 : otherArena);
	}

	const end = heap.address + size;
	if (heap.isLast) {
		add({size: end - address, state: 'top'}, 0);
		return {chunks, size};
	}

	// sysmalloc: what was the top becomes a chunk, if it is large enough, and a fence, which ends with a size of 0.
	const left = Math.floor((end - address - 2 * headerSize) / 16) * 16;
	if (left >= smallest) {
		add({size: left, state: 'in use'}, 0);
		put(address + wordSize, headerSize + previousInUse);
		put(address + headerSize + wordSize, previousInUse);
	} else {
		put(address + wordSize, left + headerSize + previousInUse);
		put(address + left + headerSize + wordSize, previousInUse);
		if (left > 0) {
			chunks.push({address, size: left + headerSize, state: 'in use'});
		}
	}

	return {chunks, size};
}

/** Writes a malloc_state and all lists of free chunks of the arena. */
function writeState(
	{version, format, put}: Writer,
	state: number,
	{next, chunks, memory}: {readonly next: number; readonly chunks: readonly LaidOutChunk[]; readonly memory: number},
): void {
	const {wordSize, headerSize, smallest} = format;
	const layout = layOutState(version, format);
	const link = (place: number, pointer: number): void => {
		put(place, version.isMangled ? Number((BigInt(place) >> 12n) ^ BigInt(pointer)) : pointer);
	};

	const heads = new Map<number, number>();
	const entries = (chunks[0]?.address ?? 0) + headerSize + version.cacheBins * version.counter;
	for (const {address, size, state: kind} of chunks) {
		const contents = address + headerSize;
		if (kind === 'fast') {
			const head = state + layout.fastBins + (size / (2 * wordSize) - 2) * wordSize;
			link(contents, heads.get(head) ?? 0);
			heads.set(head, address);
		} else if (kind === 'cached') {
			const head = entries + ((size - smallest) / 16) * wordSize;
			link(contents, heads.get(head) ?? 0);
			heads.set(head, contents);
		}
	}

	for (const [head, chunk] of heads) {
		put(head, chunk);
	}

	const free = chunks.filter(each => each.state === 'free');
	for (let bin = 0; bin < 127; bin++) {
		const place = state + layout.bins + bin * 2 * wordSize;
		// All free chunks lie in the unsorted bin, the first one.
		put(place, (bin === 0 ? free[0]?.address : undefined) ?? place - headerSize);
		put(place + wordSize, (bin === 0 ? free.at(-1)?.address : undefined) ?? place - headerSize);
	}

	put(state + layout.top, chunks.at(-1)?.address ?? 0);
	put(state + layout.next, next);
	put(state + layout.systemMemory, memory);
	put(state + layout.systemMemory + wordSize, memory);
	if (version.hasAttachedThreads) {
		put(state + layout.next + 2 * wordSize, 1);
	}
}
