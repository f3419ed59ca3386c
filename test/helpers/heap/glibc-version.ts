import type {ChunkFormat} from '../../../source/model/heap/chunk-format.ts';

/** How the structures of a version of glibc's malloc differ from those of others. */
export type GlibcVersion = {
	/** The first one that has them like this. */
	readonly name: string;
	/** Whether an int have_fastchunks stands before the fast bins. */
	readonly hasFastFlag: boolean;
	readonly hasFastBins: boolean;
	readonly hasAttachedThreads: boolean;
	/** Bytes of a counter in a thread's cache, and how many bins that has; 0 where there is none. */
	readonly counter: 0 | 1 | 2;
	readonly cacheBins: number;
	readonly isMangled: boolean;
	/** Whether heap_info has a page size. */
	readonly hasPageSize: boolean;
	/** Whether a chunk with a mapping of its own ends 2 words before that. */
	readonly hasFreeEnd: boolean;
};

const first: GlibcVersion = {
	name: '2.17',
	hasFastFlag: false,
	hasFastBins: true,
	hasAttachedThreads: false,
	counter: 0,
	cacheBins: 0,
	isMangled: false,
	hasPageSize: false,
	hasFreeEnd: false,
};
const withCache: GlibcVersion = {...first, name: '2.26', hasAttachedThreads: true, counter: 1, cacheBins: 64};
const withFastFlag: GlibcVersion = {...withCache, name: '2.27', hasFastFlag: true};
const withWideCounters: GlibcVersion = {...withFastFlag, name: '2.30', counter: 2};
const withMangling: GlibcVersion = {...withWideCounters, name: '2.32', isMangled: true};
const withPageSize: GlibcVersion = {...withMangling, name: '2.35', hasPageSize: true};
const withLargeCache: GlibcVersion = {...withPageSize, name: '2.42', cacheBins: 76};
const withoutFastBins: GlibcVersion = {
	...withLargeCache,
	name: '2.43',
	hasFastBins: false,
	hasFastFlag: false,
	hasFreeEnd: true,
};

/** Each version that brought something new. On 32 bits chunks are aligned as they are now since 2.26. */
export const glibcVersions: readonly GlibcVersion[] = [
	first,
	withCache,
	withFastFlag,
	withWideCounters,
	withMangling,
	withPageSize,
	withLargeCache,
	withoutFastBins,
];

/** Where the parts of a malloc_state are, in bytes from its start. */
export function layOutState(version: GlibcVersion, {wordSize}: ChunkFormat) {
	const fastBins = version.hasFastFlag ? (wordSize === 8 ? 16 : 12) : 8;
	const fastBinCount = version.hasFastBins ? (wordSize === 8 ? 10 : 11) : 0;
	const top = fastBins + fastBinCount * wordSize;
	const bins = top + 2 * wordSize;
	const next = bins + 254 * wordSize + 16;
	const systemMemory = next + (version.hasAttachedThreads ? 3 : 2) * wordSize;
	return {fastBins, fastBinCount, top, bins, next, systemMemory, length: systemMemory + 2 * wordSize};
}

/** Bytes of a heap_info with what makes the chunks behind it aligned. */
export function heapInfoLength({hasPageSize}: GlibcVersion, {wordSize}: ChunkFormat): number {
	return wordSize === 4 ? 24 : hasPageSize ? 48 : 32;
}
