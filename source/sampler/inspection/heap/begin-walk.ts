import {type ChunkFormat, format32, format64} from '../../../model/heap/chunk-format.ts';
import {lookUpInMemory} from '../../../model/heap/chunk-lookup.ts';
import {type ChunkCollector, collectChunks} from '../../../model/heap/collect-chunks.ts';
import {type ArenaCounter, countArena} from '../../../model/heap/count-arena.ts';
import {chunkStates, type HeapRegion, type HeapWalkStep} from '../../../model/heap/heap-walk.ts';
import type {ListWalk} from '../../../model/heap/mark-free-lists.ts';
import {createMarkedChunks} from '../../../model/heap/marked-chunks.ts';
import type {Range} from '../../../model/inspection.ts';
import {isRefusal, type Mapping, type ProcessMemory, type Refusal} from '../../process-memory.ts';
import {describeGaps, describeMissing} from './describe-gaps.ts';
import {explainNoHeap} from './explain-no-heap.ts';
import {type Arena, findArenas} from './find-arenas.ts';
import {findMainArena} from './find-main-arena.ts';
import {findMappedPlaces} from './find-mapped-places.ts';
import type {HeapReader} from './find-provable-chunk.ts';
import {markThreadCaches} from './find-thread-caches.ts';
import {createIsInRuns} from './is-in-runs.ts';
import {createMemoryWindow} from './memory-window.ts';
import {createPageReader} from './page-reader.ts';
import {walkArena} from './walk-arena.ts';
import {measurePlace, walkMappedChunks} from './walk-mapped-chunks.ts';

/** A walk through all heaps of a process, in small pieces. */
export type HeapWalk = {
	/** Each piece is some milliseconds of work at most. Gives at the end why there is nothing to show, if so. */
	readonly work: Generator<undefined, Refusal | undefined>;
	/** What was found so far; of chunks those since it was last asked. */
	readonly report: (end: HeapWalkStep['end']) => HeapWalkStep;
	readonly isFull: () => boolean;
};

/** What a walk has found so far. */
type Findings = {
	readonly collector: ChunkCollector;
	counters: readonly ArenaCounter[];
	notices: readonly string[];
	done: number;
	total: number;
};

/** Prepares a walk through the heaps of a process; nothing is read yet. At most `most` chunks are listed. */
export function beginWalk(memory: ProcessMemory, regions: readonly HeapRegion[], most?: number): HeapWalk {
	const findings: Findings = {collector: collectChunks(most), counters: [], notices: [], done: 0, total: 0};
	return {
		work: walkAll(memory, regions, findings),
		report: end => ({
			arenas: findings.counters.map(counter => counter.totals()),
			batches: findings.collector.take(),
			notices: findings.notices,
			done: end === 'complete' || end === 'full' ? findings.total : Math.min(findings.done, findings.total),
			total: findings.total,
			end,
		}),
		isFull: findings.collector.isFull,
	};
}

function* walkAll(
	memory: ProcessMemory,
	regions: readonly HeapRegion[],
	findings: Findings,
): Generator<undefined, Refusal | undefined> {
	const mappings = memory.listMappings();
	if (isRefusal(mappings)) {
		return mappings;
	}

	const format = findFormat(mappings);
	const reader = {window: createMemoryWindow(memory), pages: createPageReader(memory, format), format};
	const refusal = (): Refusal | undefined => reader.window.refusal() ?? reader.pages.refusal();
	for (const _ of walkTwice(reader, {memory, mappings, regions}, findings)) {
		if (refusal()) {
			break;
		}

		yield;
	}

	const isNothing = findings.counters.every(counter => counter.totals().system === 0);
	return refusal() ?? (isNothing ? explainNoHeap(mappings) : undefined);
}

/** All addresses of a 32-bit process are below 4 GB, but for the page that the kernel shows in each. */
function findFormat(mappings: readonly Mapping[]): ChunkFormat {
	return mappings.every(({end, path}) => end <= format32.highest || path === '[vsyscall]') ? format32 : format64;
}

/** First for the caches of the threads, which hold chunks of any arena, then for what all chunks are. */
function* walkTwice(
	reader: HeapReader,
	process: {
		readonly memory: ProcessMemory;
		readonly mappings: readonly Mapping[];
		readonly regions: readonly HeapRegion[];
	},
	findings: Findings,
): Generator<undefined, void> {
	const {pages, format} = reader;
	const {memory, mappings, regions} = process;
	const marks = createMarkedChunks();
	const findTop = ({state}: Arena): number | undefined => {
		pages.forget();
		return state && pages.word(state.topPlace);
	};

	let arenas = findArenas(pages, format, {regions, mappings, mainArena: undefined});
	const mainArena = arenas[0]?.address ?? (yield* findMainArena(reader, mappings));
	arenas = findArenas(pages, format, {regions, mappings, mainArena});
	const firstRound = measure(arenas);
	findings.total = 2 * firstRound;
	const lookUpIn = (those: readonly Arena[]): ListWalk => {
		return {memory: pages, format, marks, lookup: lookUpInMemory(pages, format, createIsInRuns(those))};
	};

	for (const done of markThreadCaches(reader, arenas, lookUpIn(arenas), findTop)) {
		findings.done = done;
		yield;
	}

	// What has grown meanwhile is walked as it is now.
	pages.forget();
	const listed = memory.listMappings();
	const now = isRefusal(listed) ? mappings : listed;
	arenas = findArenas(pages, format, {regions, mappings: now, mainArena});
	const others: Range[] = [];
	const measureAll = (places: readonly Range[]): number =>
		firstRound + measure(arenas) + places.reduce((sum, place) => sum + measurePlace(place), 0);
	findings.total = measureAll(findMappedPlaces(now, arenas, others));
	findings.notices = describeGaps(arenas, regions);
	const counters = arenas.map(({address}, row) => countArena(row === 0 ? 'main arena' : `arena ${row + 1}`, address));
	const mappedCounter = countArena('mapped chunks', undefined);
	findings.counters = [...counters, mappedCounter];
	const {collector} = findings;
	const lists = lookUpIn(arenas);
	let before = firstRound;
	for (const [row, arena] of arenas.entries()) {
		const counter = counters[row] ?? mappedCounter;
		const place = {arena, row, findTop: () => findTop(arena)};
		for (const done of walkArena(reader, place, lists, {counter, collector, addOthers: range => others.push(range)})) {
			findings.done = before + done;
			yield;
		}

		before += measure([arena]);
	}

	const [mainFound] = arenas;
	const missing = mainFound && counters[0] ? describeMissing(mainFound, counters[0].totals().system) : [];
	findings.notices = [...findings.notices, ...missing];
	const mappedPlaces = findMappedPlaces(now, arenas, others);
	findings.total = measureAll(mappedPlaces);
	const likelyRegions = regions.filter(({kind}) => kind === 'mapped chunk' || kind === 'unknown');
	for (const place of mappedPlaces) {
		for (const address of walkMappedChunks(reader, place, likelyRegions, ({start, size}) => {
			mappedCounter.addChunk(size, mapped);
			collector.add(arenas.length, start, size, mapped);
		})) {
			findings.done = before + Math.min(address - place.start, measurePlace(place));
			yield;
		}

		before += measurePlace(place);
	}
}

const mapped = chunkStates.indexOf('mapped');

/** Bytes to go through. */
function measure(arenas: readonly Arena[]): number {
	return arenas.flatMap(({runs}) => runs).reduce((sum, {start, end}) => sum + end - start, 0);
}
