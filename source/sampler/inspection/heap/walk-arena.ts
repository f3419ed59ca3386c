import type {ChunkCollector} from '../../../model/heap/collect-chunks.ts';
import type {ArenaCounter} from '../../../model/heap/count-arena.ts';
import {chunkStates} from '../../../model/heap/heap-walk.ts';
import type {ListWalk} from '../../../model/heap/mark-free-lists.ts';
import type {Arena} from './find-arenas.ts';
import type {HeapReader} from './find-provable-chunk.ts';
import {markFastChunks} from './mark-fast-chunks.ts';
import type {RunSink} from './run.ts';
import {walkRun} from './walk-run.ts';

const free = chunkStates.indexOf('free');
const top = chunkStates.indexOf('top');

/**
 * Marks the fast bins of an arena, then counts and collects all of its chunks; `row` is that of the arena. Gives, after
 * each piece of work, how many bytes of the arena it has gone through.
 */
export function* walkArena(
	reader: HeapReader,
	{arena, row, findTop}: {readonly arena: Arena; readonly row: number; readonly findTop: () => number | undefined},
	lists: ListWalk,
	{
		counter,
		collector,
		addOthers,
	}: {readonly counter: ArenaCounter; readonly collector: ChunkCollector; readonly addOthers: RunSink['addOthers']},
): Generator<number, void> {
	const report = (chunk: number): void =>
		counter.addInconsistency({
			address: chunk,
			sentence: `A fast bin leads to 0x${chunk.toString(16)}, where no chunk of its size is, or one that it had before.`,
		});
	for (const _ of markFastChunks(reader, arena, findTop, lists, report)) {
		yield 0;
	}

	const {marks} = lists;
	const sink: RunSink = {
		take(address, size, isFree) {
			// The lists are numbered as the states are.
			const state = isFree ? free : marks.find(address);
			counter.addChunk(size, state);
			collector.add(row, address, size, state);
		},
		takeTop(address, size) {
			counter.addChunk(size, top);
			collector.add(row, address, size, top);
		},
		addOverhead: counter.addOverhead,
		addUnknown: counter.addUnknown,
		addOthers,
		addInconsistency: (address, sentence) => counter.addInconsistency({address, sentence}),
	};
	counter.addOverhead(arena.overhead);
	let done = 0;
	for (const run of arena.runs) {
		for (const address of walkRun(reader, run, findTop, sink)) {
			yield done + address - run.start;
		}

		done += run.end - run.start;
	}
}
