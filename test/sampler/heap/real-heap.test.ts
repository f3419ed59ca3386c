import {existsSync} from 'node:fs';
import {describe, expect, test, vi} from 'vitest';
import {findHeapRegions} from '../../../source/model/heap/find-heap-regions.ts';
import type {ChunkState} from '../../../source/model/heap/heap-walk.ts';
import type {Finding} from '../../../source/model/inspection.ts';
import {openMemory} from '../../../source/sampler/linux/memory/open-memory.ts';
import {startSampler} from '../../../source/sampler/start-sampler.ts';
import {isInstalled} from '../../helpers/compile-target.ts';
import {type HeapOptions, startHeap, walkProcess} from '../../helpers/heap/heap-target.ts';
import type {LaidOutChunk} from '../../helpers/heap/made-up-heap.ts';
import {readMallocInfo} from '../../helpers/heap/malloc-info.ts';
import {walkAll} from '../../helpers/heap/walk.ts';
import {describeBlocks, takeSnapshot} from '../../helpers/live-snapshot.ts';
import {startJava, startNode, startPython, startTarget} from '../../helpers/targets.ts';

const countOf = (chunks: readonly LaidOutChunk[], state: ChunkState): number =>
	chunks.filter(chunk => chunk.state === state).length;

const sizeOf = (chunks: readonly LaidOutChunk[], state: ChunkState): number =>
	chunks.reduce((sum, chunk) => sum + (chunk.state === state ? chunk.size : 0), 0);

describe('what malloc_info(3) says of a process is found from outside', () => {
	const heaps: readonly {
		readonly name: string;
		readonly shapes: readonly string[];
		readonly options?: HeapOptions;
	}[] = [
		{name: 'one arena with all kinds of bins', shapes: ['bins=40', 'chunks=3000']},
		{name: 'arenas of many threads, some of them gone', shapes: ['exited=2', 'threads=4', 'bins=10']},
		{name: 'hundreds of thousands of chunks that were freed in no order', shapes: ['shuffled=400000']},
		{name: 'an arena of several heaps', shapes: ['deep=1']},
		{name: 'chunks with mappings of their own', shapes: ['large=6', 'aligned=3', 'bins=5']},
		{name: 'memory that someone else took from sbrk', shapes: ['chunks=500', 'foreign', 'bins=5', 'foreign', 'bins=5']},
		{name: 'a heap that could not grow', shapes: ['chunks=500', 'blocked', 'bins=20', 'blocked']},
		{
			name: 'a heap that could not grow, with mapped chunks before and behind what it has instead',
			shapes: ['chunks=500', 'large=3', 'blocked', 'large=3', 'chunks=50000', 'blocked', 'large=2'],
		},
		{
			name: 'hundreds of mapped chunks of a page or two',
			shapes: ['threads=3', 'chunks=300', 'large=3'],
			options: {environment: ['MALLOC_MMAP_THRESHOLD_=4096']},
		},
		{
			name: 'heaps of huge pages, or of the size that these would have',
			shapes: ['threads=2', 'bins=10', 'deep=1', 'large=3'],
			options: {environment: ['GLIBC_TUNABLES=glibc.malloc.hugetlb=2']},
		},
		{
			name: 'threads that keep nothing for themselves',
			shapes: ['threads=2', 'bins=30'],
			options: {environment: ['GLIBC_TUNABLES=glibc.malloc.tcache_count=0']},
		},
		{
			name: 'one arena of several threads',
			shapes: ['threads=3', 'bins=10'],
			options: {environment: ['MALLOC_ARENA_MAX=1']},
		},
		{
			name: 'a program that is linked statically',
			shapes: ['threads=2', 'bins=10'],
			options: {flags: ['-static']},
		},
		{name: 'a static program with one arena', shapes: ['bins=10', 'large=2'], options: {flags: ['-static']}},
	];
	test.each(heaps.map(({name, shapes, options}) => [name, shapes, options] as const))(
		'%s',
		async (_, shapes, options) => {
			await using target = await startHeap(shapes, options);
			await target.freeze();
			const info = readMallocInfo(target.info);
			const walked = await walkProcess(target.pid);
			expect(walked.arenas.flatMap(({inconsistencies}) => inconsistencies)).toEqual([]);
			expect(walked.notices).toEqual([]);
			expect(walked.end).toBe('complete');
			const found = walked.arenas.slice(0, -1).map(({system}, row) => {
				const chunks = walked.chunks[row] ?? [];
				const free = countOf(chunks, 'free');
				return {
					system,
					fastCount: countOf(chunks, 'fast'),
					fastSize: sizeOf(chunks, 'fast'),
					restCount: free + countOf(chunks, 'top'),
					// It adds up the sizes in bins with their lowest bit, which is 1 in each.
					restSize: sizeOf(chunks, 'free') + free + sizeOf(chunks, 'top'),
				};
			});
			expect(found).toEqual(info.arenas);
			expect(walked.arenas.at(-1)).toMatchObject({inUseCount: info.mappedCount, system: info.mappedSize});
		},
	);
});

describe('a heap that contradicts itself', () => {
	test('a header that was written over is told, and the walk goes on behind it', async () => {
		await using target = await startHeap(['overflow', 'bins=5']);
		await target.freeze();
		const {chunk, before}: {readonly chunk: number; readonly before: number} = JSON.parse(target.lines[0] ?? '');
		const {arenas, chunks} = await walkProcess(target.pid);
		const [main] = arenas;
		expect(main?.inconsistencies).toEqual([
			{
				address: chunk,
				sentence:
					`There is no chunk at 0x${chunk.toString(16)}, to which the one at 0x${before.toString(16)} leads: ` +
					'its size is no multiple of 16, or smaller than a chunk.',
			},
		]);
		expect(main?.unknown).toBe(2 * 64);
		expect(main?.system).toBe(readMallocInfo(target.info).arenas[0]?.system);
		expect(chunks[0]?.at(-1)).toMatchObject({state: 'top'});
	});

	test('a size that is wrong is told where it leads to', async () => {
		await using target = await startHeap(['wrong-size', 'bins=5']);
		await target.freeze();
		const {chunk}: {readonly chunk: number} = JSON.parse(target.lines[0] ?? '');
		const [main] = (await walkProcess(target.pid)).arenas;
		expect(main?.inconsistencies).toMatchObject([{address: chunk + 96}]);
		expect(main?.inconsistencies[0]?.sentence).toContain(`to which the one at 0x${chunk.toString(16)} leads`);
		expect(main?.system).toBe(readMallocInfo(target.info).arenas[0]?.system);
	});

	test('a heap that changes all the time is walked to its end, time and again', async () => {
		await using target = await startHeap(['bins=10', 'busy=4']);
		const regions = findHeapRegions(await takeSnapshot(target.pid));
		const memory = openMemory(target.pid);
		for (let round = 0; round < 20; round++) {
			const {end, arenas} = await walkAll(memory, regions);
			expect(end).toBe('complete');
			expect(arenas[0]?.inUseCount).toBeGreaterThan(50);
			for (const {system, inUse, cached, free, top, overhead, unknown} of arenas) {
				expect(system).toBe(inUse + cached + free + top + overhead + unknown);
			}
		}

		memory.close();
		await target.kill();
	});
});

describe('the heaps of real programs', () => {
	/** Walks a process that stands still. What of [heap] is not the main arena's, it says. */
	const walkFrozen = async (target: {readonly pid: number; readonly freeze: () => Promise<void>}) => {
		await target.freeze();
		const heap = describeBlocks(await takeSnapshot(target.pid)).filter(({path}) => path === '[heap]');
		const walked = await walkProcess(target.pid);
		expect(walked.end).toBe('complete');
		expect(walked.notices).toEqual([]);
		const size = heap.reduce((sum, {measure}) => sum + (measure('size') ?? 0), 0);
		return {...walked, size};
	};

	test('Node.js', async () => {
		await using target = await startNode();
		const {arenas, chunks, size} = await walkFrozen(target);
		expect(arenas.flatMap(({inconsistencies}) => inconsistencies)).toEqual([]);
		expect(arenas[0]).toMatchObject({system: size, unknown: 0});
		expect(arenas[0]?.inUseCount).toBeGreaterThan(1000);
		expect(arenas.length).toBeGreaterThan(3);
		// A buffer of 32 MB.
		expect(chunks.at(-1)?.some(({size: bytes}) => bytes > 32 << 20 && bytes < 33 << 20)).toBe(true);
	});

	test.skipIf(!isInstalled('python3'))('Python', async () => {
		await using target = await startPython();
		const {arenas, size} = await walkFrozen(target);
		expect(arenas.flatMap(({inconsistencies}) => inconsistencies)).toEqual([]);
		expect(arenas[0]).toMatchObject({system: size, unknown: 0});
		expect(arenas[0]?.cachedCount).toBeGreaterThan(0);
	});

	test.skipIf(!isInstalled('javac'))('a JVM', async () => {
		await using target = await startJava();
		const {arenas, size} = await walkFrozen(target);
		expect(arenas.flatMap(({inconsistencies}) => inconsistencies)).toEqual([]);
		expect(arenas[0]).toMatchObject({system: size, unknown: 0});
		expect(arenas.length).toBeGreaterThan(5);
	});
});

describe('a process without a heap of glibc', () => {
	const jemalloc = '/usr/lib/x86_64-linux-gnu/libjemalloc.so.2';

	test.skipIf(!existsSync(jemalloc))('is said to use another allocator', async () => {
		await using target = await startTarget('env', () => [
			`LD_PRELOAD=${jemalloc}`,
			'sh',
			'-c',
			'echo ready; read line',
		]);
		await expect(walkProcess(target.pid)).rejects.toThrow(
			"The process has no memory from glibc's malloc: it uses jemalloc, whose heaps cannot be walked.",
		);
	});
});

describe("the sampler's thread", () => {
	test('walks heaps, and stops when it is told to', async () => {
		await using target = await startHeap(['chunks=2000000', 'threads=2']);
		await target.freeze();
		const regions = findHeapRegions(await takeSnapshot(target.pid));
		const findings: Finding[] = [];
		const sampler = startSampler({
			pid: target.pid,
			intervalSeconds: 10,
			onEvent() {},
			onFinding: finding => findings.push(finding),
		});
		sampler.pause();
		sampler.inspect({kind: 'walk heap', walk: 1, regions});
		await vi.waitFor(() => expect(findings.length).toBeGreaterThan(0), {timeout: 10_000});
		// The one before it ends.
		sampler.inspect({kind: 'walk heap', walk: 2, regions});
		await vi.waitFor(() => expect(findings.at(-1)).toMatchObject({walk: 2, step: {end: 'complete'}}), {
			timeout: 20_000,
		});
		expect(findings.filter(finding => finding.kind === 'heap' && finding.step.end === 'stopped')).toMatchObject([
			{walk: 1},
		]);
		const counts = findings.flatMap(finding =>
			finding.kind === 'heap' && finding.walk === 2 ? finding.step.batches.map(({sizes}) => sizes.length) : [],
		);
		expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(2_000_000);

		sampler.inspect({kind: 'walk heap', walk: 3, regions});
		await vi.waitFor(() => expect(findings.at(-1)).toMatchObject({walk: 3}), {timeout: 10_000});
		sampler.inspect({kind: 'stop'});
		await vi.waitFor(() => expect(findings.at(-1)).toMatchObject({walk: 3, step: {end: 'stopped'}}), {timeout: 10_000});

		await target.kill();
		sampler.inspect({kind: 'walk heap', walk: 4, regions});
		await vi.waitFor(() => expect(findings.at(-1)?.kind).toBe('refused'), {timeout: 10_000});
		expect(findings.at(-1)).toMatchObject({
			inspection: 'walk heap',
			sentence: `Process ${target.pid} has ended, so its memory can no longer be read.`,
		});
		sampler.close();
	});
});
