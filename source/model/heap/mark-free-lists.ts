import {alignment, type ChunkFormat, isAligned} from './chunk-format.ts';
import type {ChunkLookup} from './chunk-lookup.ts';
import type {MallocState} from './malloc-state.ts';
import type {ListKind, MarkedChunks} from './marked-chunks.ts';
import {type PeekMemory, revealPointer} from './peek-memory.ts';
import type {CachedList} from './thread-cache.ts';

/** What the lists of free chunks are followed with. */
export type ListWalk = {
	readonly memory: PeekMemory;
	readonly format: ChunkFormat;
	readonly marks: MarkedChunks;
	readonly lookup: ChunkLookup;
};

/** So many chunks of a list are followed between two looks at what else there is to do. */
export const listPace = 4096;

/**
 * Marks the chunks of all fast bins of an arena. Bin k is for chunks of (k + 2) x 16 bytes, on 32 bits x 8. A list that
 * leads to something else is told to `report`, and ends there. Gives control back now and then.
 */
export function* markFastBins(
	{fastBinPlaces}: Pick<MallocState, 'fastBinPlaces'>,
	walk: ListWalk,
	report: (chunk: number) => void,
): Generator<undefined, void> {
	const {memory, format} = walk;
	for (const [bin, place] of fastBinPlaces.entries()) {
		const first = memory.word(place) ?? 0;
		const broken = yield* markList(first, (bin + 2) * 2 * format.wordSize, 'fast', walk);
		if (broken !== undefined) {
			report(broken);
		}
	}
}

/**
 * Marks the chunks of a thread's cache. Where the first chunk of one of its lists is no chunk of the right size, it is
 * no such cache, and nothing is marked. Gives control back now and then.
 */
export function* markThreadCache(lists: readonly CachedList[], walk: ListWalk): Generator<undefined, void> {
	const {headerSize} = walk.format;
	if (lists.every(({first, size}) => isChunk(first - headerSize, size, walk))) {
		for (const {first, size} of lists) {
			yield* markList(first - headerSize, size, 'cached', walk);
		}
	}
}

/**
 * Marks a chunk and those behind it in its list. Lists of threads' caches lead from contents to contents, fast bins from
 * chunk to chunk; both keep the pointer at the start of the contents. Gives where the list leads to something else.
 */
function* markList(
	first: number,
	size: number | undefined,
	kind: ListKind,
	walk: ListWalk,
): Generator<undefined, number | undefined> {
	const {lookup, format, marks} = walk;
	const shift = kind === 'cached' ? format.headerSize : 0;
	let chunk = first;
	for (let count = 1; chunk !== 0; count++) {
		if (!isChunk(chunk, size, walk) || !marks.mark(chunk, kind)) {
			return chunk;
		}

		const place = chunk + format.headerSize;
		const stored = lookup.contentAt(chunk) ?? 0;
		// Mangled since glibc 2.32. What makes sense in one way makes none in the other.
		const revealed = revealPointer(place, stored);
		const isPlain = revealed !== 0 && !isChunk(revealed - shift, size, walk);
		const next = isPlain ? stored : revealed;
		chunk = next === 0 ? 0 : next - shift;
		if (count % listPace === 0) {
			yield;
		}
	}

	return undefined;
}

function isChunk(chunk: number, size: number | undefined, {format, lookup}: ListWalk): boolean {
	const found = isAligned(chunk, format) ? lookup.sizeAt(chunk) : undefined;
	return size === undefined
		? found !== undefined && found > format.smallest && found % alignment === 0
		: found === size;
}
