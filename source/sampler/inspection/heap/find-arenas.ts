import {alignChunk, type ChunkFormat} from '../../../model/heap/chunk-format.ts';
import {type HeapInfo, heapInfoLength, parseHeapInfo} from '../../../model/heap/heap-info.ts';
import type {HeapRegion} from '../../../model/heap/heap-walk.ts';
import {type MallocState, mallocStateLength, parseMallocState} from '../../../model/heap/malloc-state.ts';
import type {PeekMemory} from '../../../model/heap/peek-memory.ts';
import type {Mapping} from '../../process-memory.ts';
import {findMainRuns} from './find-main-runs.ts';
import type {Run} from './run.ts';

/** One arena and where its chunks are. */
export type Arena = {
	readonly isMain: boolean;
	/** Of its malloc_state. */
	readonly address: number | undefined;
	/** Undefined where it is not known, or not understood. */
	readonly state: MallocState | undefined;
	/** Ascending for the main arena; for others in the order in which the arena took them. */
	readonly runs: readonly Run[];
	/** Bytes before the chunks of its runs: each heap's heap_info, and the malloc_state in the first. */
	readonly overhead: number;
};

/** Where arenas may be found. */
export type HeapPlaces = {
	readonly regions: readonly HeapRegion[];
	readonly mappings: readonly Mapping[];
	/** Where main_arena was found by looking for it. */
	readonly mainArena: number | undefined;
};

/** No program has more arenas, eight for each processor, nor an arena more heaps. */
const most = 0x1_0000;

/**
 * Finds all arenas: those whose heaps the snapshot knows, those in the ring that leads from arena to arena, and all
 * heaps that each of them has. The main one is first, the others follow as the ring does, which is the order of
 * malloc_info(3).
 */
export function findArenas(memory: PeekMemory, format: ChunkFormat, places: HeapPlaces): readonly Arena[] {
	const heaps = findHeaps(memory, format, places.regions);
	const states = followRing(memory, format, [
		...(places.mainArena === undefined ? [] : [places.mainArena]),
		...heaps.map(({arena}) => arena),
	]);
	for (const state of states.values()) {
		for (const heap of followHeaps(memory, format, state)) {
			if (!heaps.some(({address}) => address === heap.address)) {
				heaps.push(heap);
			}
		}
	}

	const others = new Set(heaps.map(({arena}) => arena));
	const main = [...states.values()].find(({address}) => !others.has(address));
	const ordered = orderByRing(main?.address, others, states);
	return [
		{
			isMain: true,
			address: main?.address,
			state: main,
			runs: findMainRuns(memory, format, places.mappings, main),
			overhead: 0,
		},
		...ordered.map(address => {
			const own = heaps.filter(({arena}) => arena === address);
			return describeArena(address, states.get(address), own, format);
		}),
	];
}

/** The heaps at the starts of those that are in the snapshot; where several are full, they are one region. */
function findHeaps(memory: PeekMemory, format: ChunkFormat, regions: readonly HeapRegion[]): HeapInfo[] {
	const found: HeapInfo[] = [];
	for (const {kind, start, end} of regions) {
		const first = Math.ceil(start / format.heapSize) * format.heapSize;
		for (let address = first; kind === 'arena' && address < end; address += format.heapSize) {
			const heap = readHeap(memory, format, address);
			if (heap) {
				found.push(heap);
			}
		}
	}

	return found;
}

function readHeap(memory: PeekMemory, format: ChunkFormat, address: number): HeapInfo | undefined {
	const bytes = memory.bytes(address, heapInfoLength);
	return bytes && parseHeapInfo(bytes, address, format);
}

/** All arenas that can be reached from some of them. */
function followRing(
	memory: PeekMemory,
	format: ChunkFormat,
	starts: readonly number[],
): ReadonlyMap<number, MallocState> {
	const states = new Map<number, MallocState>();
	const waiting = [...starts];
	for (let address = waiting.pop(); address !== undefined && states.size < most; address = waiting.pop()) {
		const bytes = states.has(address) ? undefined : memory.bytes(address, mallocStateLength);
		const state = bytes && parseMallocState(bytes, address, format);
		if (state) {
			states.set(address, state);
			waiting.push(state.next);
		}
	}

	return states;
}

/** The heaps of an arena, from the one that its top is in, back to its first. Of the main arena none. */
function followHeaps(memory: PeekMemory, format: ChunkFormat, {address, top}: MallocState): readonly HeapInfo[] {
	const found: HeapInfo[] = [];
	const starts = top === undefined ? [] : format.heapAlignments.map(each => top - (top % each));
	let heap = starts.map(start => readHeap(memory, format, start)).find(each => each?.arena === address);
	while (heap?.arena === address && found.length < most) {
		found.push(heap);
		heap = heap.previous === undefined ? undefined : readHeap(memory, format, heap.previous);
	}

	return found;
}

function orderByRing(
	start: number | undefined,
	addresses: ReadonlySet<number>,
	states: ReadonlyMap<number, MallocState>,
): readonly number[] {
	const ordered = new Set<number>();
	let next = start === undefined ? undefined : states.get(start)?.next;
	while (next !== undefined && addresses.has(next) && !ordered.has(next)) {
		ordered.add(next);
		next = states.get(next)?.next;
	}

	// Those that the ring does not lead to come last.
	return [...ordered, ...[...addresses].filter(address => !ordered.has(address)).toSorted((one, two) => one - two)];
}

function describeArena(
	address: number,
	state: MallocState | undefined,
	heaps: readonly HeapInfo[],
	format: ChunkFormat,
): Arena {
	const first = heaps.find(({previous}) => previous === undefined);
	// The malloc_state of the first heap begins where chunks begin in the others.
	const headerLength = first ? address - first.address : heapInfoLength;
	const runs = heaps.map(heap => {
		const length = heap === first ? headerLength + (state?.size ?? 0) : headerLength;
		return {
			start: alignChunk(heap.address + length, format),
			end: heap.address + heap.size,
			isMain: false,
			isShared: false,
		};
	});
	const overhead = runs.reduce((sum, {start}, row) => sum + start - (heaps[row]?.address ?? start), 0);
	return {isMain: false, address, state, runs, overhead};
}
