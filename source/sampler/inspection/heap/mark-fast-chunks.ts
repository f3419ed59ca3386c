import type {ChunkFormat} from '../../../model/heap/chunk-format.ts';
import type {ChunkLookup} from '../../../model/heap/chunk-lookup.ts';
import {type ListWalk, listPace, markFastBins} from '../../../model/heap/mark-free-lists.ts';
import {readWord, revealPointer} from '../../../model/heap/peek-memory.ts';
import {createSmallChunks, type SmallChunks} from '../../../model/heap/small-chunks.ts';
import type {Arena} from './find-arenas.ts';
import type {HeapReader} from './find-provable-chunk.ts';
import {createIsInRuns} from './is-in-runs.ts';
import {ignoreAll, type RunSink} from './run.ts';
import {walkRun} from './walk-run.ts';

/** With so many pages read for lists that jump from page to page, reading all chunks in order is faster. */
const manyPages = 16_384;

/** No fast bin is for larger chunks: MAX_FAST_SIZE of malloc/malloc.c. */
const largestFast = 176;

/**
 * Marks the fast bins of an arena. Chunks that were freed in the order in which they lie are looked up where they are. Of
 * millions that were freed in no order, each would be a page to read, so that all small chunks are then read in order,
 * and looked up in an index of them. Gives control back now and then.
 */
export function* markFastChunks(
	reader: HeapReader,
	arena: Arena,
	findTop: () => number | undefined,
	lists: ListWalk,
	report: (chunk: number) => void,
): Generator<undefined, void> {
	if (!arena.state) {
		return;
	}

	const {pages} = reader;
	let current: ChunkLookup = lists.lookup;
	let isIndexed = false;
	const lookup: ChunkLookup = {
		sizeAt: chunk => current.sizeAt(chunk),
		contentAt: chunk => current.contentAt(chunk),
	};
	let jumps = 0;
	let misses = pages.misses();
	for (const _ of markFastBins(arena.state, {...lists, lookup}, report)) {
		yield;
		const missed = pages.misses() - misses;
		misses += missed;
		jumps += missed > listPace / 4 ? missed : 0;
		if (!isIndexed && jumps > manyPages) {
			isIndexed = true;
			current = yield* indexSmallChunks(reader, arena, findTop, lists.lookup);
		}
	}
}

/** Reads all chunks of an arena that may lie in a fast bin: those whose contents begin with a pointer to another. */
function* indexSmallChunks(
	reader: HeapReader,
	arena: Arena,
	findTop: () => number | undefined,
	{contentAt}: ChunkLookup,
): Generator<undefined, SmallChunks> {
	const {window, format} = reader;
	const {headerSize, wordSize} = format;
	const ascending = arena.runs.toSorted((one, two) => one.start - two.start);
	const index = createSmallChunks(ascending);
	const isInArena = createIsInRuns([arena]);
	const sink: RunSink = {
		...ignoreAll,
		take(address, size, isFree) {
			if (isFree || size > largestFast) {
				return;
			}

			const place = address + headerSize;
			const offset = place - window.start();
			const isAtHand = offset >= 0 && offset + wordSize <= window.length();
			const content = isAtHand ? readWord(window.view, offset, format) : (contentAt(address) ?? 0);
			if (mayPoint(place, content, format, isInArena)) {
				index.add(address, size, content);
			}
		},
	};
	for (const run of ascending) {
		for (const _ of walkRun(reader, run, findTop, sink)) {
			yield;
		}
	}

	index.finish();
	return index;
}

/** Whether contents begin with a pointer into the arena, or with the end of a list, mangled or not. */
function mayPoint(
	place: number,
	content: number,
	{highest}: ChunkFormat,
	isInArena: (address: number) => boolean,
): boolean {
	if (content === 0) {
		return true;
	}

	const revealed = content < highest ? revealPointer(place, content) : content;
	return revealed === 0 || isInArena(revealed) || isInArena(content);
}
