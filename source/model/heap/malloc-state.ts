import {type ChunkFormat, isAligned} from './chunk-format.ts';
import {readWord} from './peek-memory.ts';

/** An arena, as the allocator keeps it. */
export type MallocState = {
	readonly address: number;
	/** Bytes of the struct. */
	readonly size: number;
	/** Where the pointer to the top is. */
	readonly topPlace: number;
	/** Where the pointer to each fast bin's first chunk is; none since glibc 2.43. */
	readonly fastBinPlaces: readonly number[];
	/** The last chunk of the arena; undefined while it has none. */
	readonly top: number | undefined;
	/** First and last chunk of each bin that is not empty. */
	readonly binned: readonly number[];
	/** The next arena of the ring of all, in which the main one is too. */
	readonly next: number;
	/** What it has from the system, in bytes. */
	readonly systemMemory: number;
};

type Layout = {
	readonly fastBins: number;
	readonly top: number;
	readonly bins: number;
	readonly next: number;
	readonly attachedThreads: number;
};

/** NBINS less the one that does not exist; each is a pair of pointers to its first and last chunk. */
const binCount = 127;

/** BINMAPSIZE of unsigned int. */
const binMapLength = 16;

/** More threads than this are not attached to one arena; the memory of one is never less. */
const mostThreads = 0x2_0000;

/**
 * The layouts of malloc_state in malloc/malloc.c. What they begin with differs:
 *
 *     glibc to 2.26    int mutex, flags; mfastbinptr fastbinsY[10 or, on i386, 11]
 *     2.27 to 2.42     int mutex, flags, have_fastchunks; mfastbinptr fastbinsY[]
 *     since 2.43       int mutex, flags
 *
 * and goes on with mchunkptr top, last_remainder, bins[254]; unsigned int binmap[4]; malloc_state *next, *next_free;
 * size_t attached_threads (since 2.23), system_mem, max_system_mem.
 */
function layoutsFor(wordSize: ChunkFormat['wordSize']): readonly Layout[] {
	const fastBinCount = wordSize === 8 ? 10 : 11;
	return [
		{fastBins: wordSize === 8 ? 16 : 12, count: fastBinCount},
		{fastBins: 8, count: fastBinCount},
		{fastBins: 8, count: 0},
	].map(({fastBins, count}) => {
		const top = fastBins + count * wordSize;
		const bins = top + 2 * wordSize;
		const next = bins + binCount * 2 * wordSize + binMapLength;
		return {fastBins, top, bins, next, attachedThreads: next + 2 * wordSize};
	});
}

const layouts = {4: layoutsFor(4), 8: layoutsFor(8)};

/** Bytes that `parseMallocState` looks at: no layout is longer. */
export const mallocStateLength = 2200;

/**
 * Reads a malloc_state in any of its layouts. What proves one are its empty bins, of which there are always some: each
 * points to itself twice. Undefined where something else is at `address`, or an arena that was never used.
 */
export function parseMallocState(view: DataView, address: number, format: ChunkFormat): MallocState | undefined {
	for (const layout of layouts[format.wordSize]) {
		const state = parseLayout(view, address, format, layout);
		if (state) {
			return state;
		}
	}

	return undefined;
}

/**
 * Finds malloc_states in a copy of memory from `address` on: by the last bin, which is never used and so points to
 * itself. Gives the address of each that may be one.
 */
export function findMallocStates(view: DataView, address: number, format: ChunkFormat): readonly number[] {
	const {wordSize, headerSize} = format;
	const pair = 2 * wordSize;
	const isEmptyBin = (offset: number): boolean =>
		offset + pair <= view.byteLength &&
		readWord(view, offset, format) === address + offset - headerSize &&
		readWord(view, offset + wordSize, format) === address + offset - headerSize;
	const found: number[] = [];
	for (let offset = 0; offset < view.byteLength; offset += wordSize) {
		// Of bins that are empty one after the other, the last one counts.
		if (isEmptyBin(offset) && !isEmptyBin(offset + pair)) {
			for (const {bins} of layouts[wordSize]) {
				found.push(address + offset - bins - (binCount - 1) * pair);
			}
		}
	}

	return found;
}

function parseLayout(view: DataView, address: number, format: ChunkFormat, layout: Layout): MallocState | undefined {
	const {wordSize, headerSize} = format;
	const wordAt = (offset: number): number => readWord(view, offset, format);
	const binned: number[] = [];
	for (let bin = binCount - 1; bin >= 0; bin--) {
		const offset = layout.bins + bin * 2 * wordSize;
		const self = address + offset - headerSize;
		for (const chunk of [wordAt(offset), wordAt(offset + wordSize)]) {
			if (chunk !== self && (bin === binCount - 1 || !isAligned(chunk, format))) {
				return undefined;
			}

			if (chunk !== self) {
				binned.push(chunk);
			}
		}
	}

	const top = wordAt(layout.top);
	const next = wordAt(layout.next);
	// Before 2.23 the arena's memory stands where the number of its threads does now.
	const attached = wordAt(layout.attachedThreads);
	const memoryOffset = layout.attachedThreads + (attached < mostThreads ? wordSize : 0);
	if (top === 0 || top >= format.highest || next === 0 || next % wordSize !== 0 || next >= format.highest) {
		return undefined;
	}

	return {
		address,
		size: memoryOffset + 2 * wordSize,
		topPlace: address + layout.top,
		fastBinPlaces: Array.from(
			{length: (layout.top - layout.fastBins) / wordSize},
			(_, index) => address + layout.fastBins + index * wordSize,
		),
		// The first bin stands for the top as long as there is none: initial_top.
		top: top === address + layout.bins - headerSize ? undefined : top,
		binned,
		next,
		systemMemory: wordAt(memoryOffset),
	};
}
