import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test, vi} from 'vitest';
import {regionStart, type Snapshot, textAt} from '../../source/model/snapshot.ts';
import {loadPlatformSampler} from '../../source/sampler/platform.ts';
import {isInstalled} from '../helpers/compile-target.ts';
import {type BlockFacts, describeBlocks, takeSnapshot} from '../helpers/live-snapshot.ts';
import {startJava, startManyThreads, startTarget} from '../helpers/targets.ts';

/** Details of all stacks, by address. */
function stacksOf(snapshot: Snapshot): ReadonlyMap<number, string> {
	const {regions} = snapshot;
	const stacks = new Map<number, string>();
	for (let region = 0; region < regions.count; region++) {
		if (/^(main|thread) stack$/.test(textAt(snapshot, regions.kind, region))) {
			stacks.set(regionStart(snapshot, region), textAt(snapshot, regions.details, region));
		}
	}

	return stacks;
}

/** What the kernel says of all threads, as the details of a stack say it. */
function threadsOf(pid: number): readonly string[] {
	return readdirSync(`/proc/${pid}/task`).map(
		tid => `thread ${tid} ${readFileSync(`/proc/${pid}/task/${tid}/comm`, 'utf8').trimEnd()}`,
	);
}

const isIdle = (stack: string): boolean => stack === 'no live thread';

/** How many pages of its stack each worker has touched beyond what the least touched one has, by number. */
function touchedPages(blocks: readonly BlockFacts[]): readonly number[] {
	const pages = blocks
		.filter(({protection}) => protection === 'rw-p')
		.map(({details, measure}) => ({
			worker: Number(/worker-(\d+)$/.exec(details)?.[1]),
			count: (measure('privateWs') ?? Number.NaN) / 4096,
		}))
		.toSorted((one, other) => one.worker - other.worker)
		.map(({count}) => count);
	return pages.map(count => count - Math.min(...pages));
}

describe.skipIf(process.platform !== 'linux')('stacks of real threads', () => {
	test.skipIf(!isInstalled('gcc'))(
		'1,000 threads have exactly 1,001 stacks, each with its thread',
		async () => {
			await using target = await startManyThreads(1000);
			// A thread that has not yet come to wait shows no stack pointer.
			await vi.waitFor(
				async () => {
					const stacks = [...stacksOf(await takeSnapshot(target.pid)).values()];
					expect(stacks.toSorted()).toEqual(threadsOf(target.pid).toSorted());
				},
				{timeout: 20_000},
			);
		},
		30_000,
	);

	test.skipIf(!isInstalled('gcc'))(
		'1,000 stacks that the kernel shows as one mapping are told apart',
		async context => {
			await using target = await startManyThreads(1000, 'guarded');
			context.skip(target.lines.includes('no guards'), 'this kernel has no guards inside of mappings');
			await vi.waitFor(
				async () => {
					const snapshot = await takeSnapshot(target.pid);
					expect([...stacksOf(snapshot).values()].toSorted()).toEqual(threadsOf(target.pid).toSorted());
					const sizes = describeBlocks(snapshot).filter(({kind}) => kind === 'thread stack');
					expect(sizes.filter(({protection}) => protection === '---p')).toHaveLength(1000);
					expect(touchedPages(sizes)).toEqual(Array.from({length: 1000}, (_, thread) => thread % 16));
				},
				{timeout: 20_000},
			);
		},
		30_000,
	);

	test.skipIf(!isInstalled('gcc')).for(['plain', 'guarded'] as const)(
		'stacks of threads that have ended say so (%s)',
		{timeout: 30_000},
		async (kind, {skip}) => {
			await using target = await startManyThreads(100, 'ended', ...(kind === 'guarded' ? [kind] : []));
			skip(target.lines.includes('no guards'), 'this kernel has no guards inside of mappings');
			await vi.waitFor(
				async () => {
					const stacks = [...stacksOf(await takeSnapshot(target.pid)).values()];
					const [idle, used] = [stacks.filter(isIdle), stacks.filter(stack => !isIdle(stack))];
					expect(used.toSorted()).toEqual(threadsOf(target.pid).toSorted());
					expect(idle).toHaveLength(50);
				},
				{timeout: 20_000},
			);
		},
	);

	test.skipIf(!isInstalled('java') || !isInstalled('javac'))(
		'each thread of a JVM has one stack',
		async () => {
			await using target = await startJava();
			await vi.waitFor(
				async () => {
					const stacks = [...stacksOf(await takeSnapshot(target.pid)).values()];
					const missing = threadsOf(target.pid).filter(thread => !stacks.includes(thread));
					expect(missing).toEqual([]);
				},
				{timeout: 20_000, interval: 500},
			);
		},
		40_000,
	);

	// What glibc keeps at the end of a stack is laid out so on x86-64.
	test.skipIf(process.arch !== 'x64')('a thread that never waits has its stack too', async () => {
		const program = `
			const {Worker} = require('node:worker_threads');
			new Worker('require("node:worker_threads").parentPort.postMessage(0); for (;;);', {eval: true}).on('message', () => console.log('ready'));
			process.stdin.on('end', () => process.exit()).resume();
		`;
		await using target = await startTarget(process.execPath, () => ['-e', program]);
		const {openTarget} = await loadPlatformSampler();
		const opened = openTarget(target.pid);
		if (opened.kind !== 'target') {
			throw new Error(opened.sentence);
		}

		const result = opened.sample();
		opened.close();
		const stacks = result.kind === 'sampled' ? [...stacksOf(result.snapshot).values()] : [];
		expect(stacks.toSorted()).toEqual(threadsOf(target.pid).toSorted());
	});
});
