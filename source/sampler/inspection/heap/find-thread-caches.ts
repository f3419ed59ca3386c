import {type ListWalk, markThreadCache} from '../../../model/heap/mark-free-lists.ts';
import {parseThreadCache, threadCacheSizes} from '../../../model/heap/thread-cache.ts';
import type {Arena} from './find-arenas.ts';
import type {HeapReader} from './find-provable-chunk.ts';
import {ignoreAll, type RunSink} from './run.ts';
import {walkRun} from './walk-run.ts';

/**
 * Goes through all chunks for those that are the cache of a thread, and marks what lies in them. A cache lies in the
 * arena that its thread had first, anywhere, and what lies in it may be of any arena. Gives, after each piece of work,
 * how many bytes of the arenas it has gone through.
 */
export function* markThreadCaches(
	reader: HeapReader,
	arenas: readonly Arena[],
	lists: ListWalk,
	findTop: (arena: Arena) => number | undefined,
): Generator<number, void> {
	const {pages, format} = reader;
	const sizes = new Set(threadCacheSizes(format));
	const smallest = Math.min(...sizes);
	const largest = Math.max(...sizes);
	let candidates: {readonly address: number; readonly size: number}[] = [];
	const sink: RunSink = {
		...ignoreAll,
		take(address, size, isFree) {
			if (size >= smallest && size <= largest && !isFree && sizes.has(size)) {
				candidates.push({address, size});
			}
		},
	};
	function* markCandidates(): Generator<undefined, void> {
		for (const {address, size} of candidates) {
			const contents = pages.bytes(address + format.headerSize, size - format.wordSize);
			yield* markThreadCache(contents ? parseThreadCache(contents, size, format) : [], lists);
		}

		candidates = [];
	}

	let done = 0;
	for (const arena of arenas) {
		for (const run of arena.runs) {
			for (const address of walkRun(reader, run, () => findTop(arena), sink)) {
				for (const _ of markCandidates()) {
					yield done + address - run.start;
				}

				yield done + address - run.start;
			}

			done += run.end - run.start;
			for (const _ of markCandidates()) {
				yield done;
			}
		}
	}
}
