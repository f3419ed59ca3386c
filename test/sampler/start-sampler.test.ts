import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {type LiveSampler, type SamplerEvent, startSampler} from '../../source/sampler/start-sampler.ts';
import {copySleepTree} from './linux/proc-tree.ts';

const samplers: LiveSampler[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
	for (const sampler of samplers.splice(0)) {
		sampler.close();
	}

	for (const child of children.splice(0)) {
		child.kill('SIGKILL');
	}
});

/** Long enough that no sample comes by itself. */
const never = 3600;

function watch(options: Partial<Parameters<typeof startSampler>[0]> = {}) {
	const events: SamplerEvent[] = [];
	const sampler = startSampler({
		pid: process.pid,
		intervalSeconds: never,
		onEvent: event => {
			events.push(event);
		},
		...options,
	});
	samplers.push(sampler);
	const waitFor = (count: number) => vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(count), 10_000);
	return {events, sampler, waitFor};
}

describe('a live sampler', () => {
	test('begins with a snapshot, and takes more at its interval', async () => {
		const {events, waitFor} = watch({intervalSeconds: 0.05});
		await waitFor(3);
		for (const event of events) {
			expect(event).toMatchObject({
				kind: 'sample',
				snapshot: {process: {pid: process.pid}, cost: {source: 'smaps'}},
				intervalMilliseconds: expect.any(Number),
				isBackedOff: expect.any(Boolean),
			});
		}

		const times = events.map(event => (event.kind === 'sample' ? event.snapshot.time : 0));
		expect(times).toEqual(times.toSorted((a, b) => a - b));
	});

	test('takes one when it is told to, also while paused', async () => {
		const {sampler, waitFor} = watch();
		await waitFor(1);
		sampler.refresh();
		await waitFor(2);
		sampler.pause();
		sampler.refresh();
		await waitFor(3);
	});

	test('takes none while paused, and goes on at a new interval', async () => {
		const {events, sampler, waitFor} = watch();
		await waitFor(1);
		sampler.pause();
		sampler.setInterval(0.01);
		sampler.refresh();
		await waitFor(2);
		// Had a sample been due after that refresh, it would come before the answer to the next one.
		await new Promise(resolve => setTimeout(resolve, 100));
		expect(events).toHaveLength(2);
		sampler.resume();
		await waitFor(4);
	});

	test('answers many refreshes at once with few samples', async () => {
		const {events, sampler, waitFor} = watch();
		await waitFor(1);
		for (let index = 0; index < 200; index++) {
			sampler.refresh();
		}

		await waitFor(2);
		sampler.pause();
		sampler.refresh();
		await waitFor(3);
		expect(events.length).toBeLessThan(20);
	});

	test('says that the process has ended, once', async () => {
		const child = spawn('sleep', ['60']);
		children.push(child);
		const {events, waitFor} = watch({pid: child.pid ?? 0, intervalSeconds: 0.02});
		await waitFor(1);
		child.kill('SIGKILL');
		await vi.waitFor(() => expect(events.at(-1)?.kind).toBe('failed'), 10_000);
		expect(events.at(-1)).toEqual({
			kind: 'failed',
			failure: {kind: 'failed', reason: 'ended', sentence: `Process ${child.pid} (sleep) has ended.`},
		});
		expect(events.filter(({kind}) => kind === 'failed')).toHaveLength(1);
	});

	test('says that there is no such process', async () => {
		const child = spawn('true');
		await once(child, 'exit');
		const {events, waitFor} = watch({pid: child.pid ?? 0});
		await waitFor(1);
		expect(events).toEqual([{kind: 'failed', failure: expect.objectContaining({reason: 'no such process'})}]);
	});

	test('reads a captured tree', async () => {
		using tree = copySleepTree();
		const {events, waitFor} = watch({procRoot: tree.root, pid: tree.pid});
		await waitFor(1);
		expect(events[0]).toMatchObject({kind: 'sample', snapshot: {process: {name: 'sleep'}}});
	});

	test('is silent once it is closed', async () => {
		const {events, sampler, waitFor} = watch({intervalSeconds: 0.01});
		await waitFor(1);
		const {length} = events;
		sampler.close();
		await new Promise(resolve => setTimeout(resolve, 100));
		expect(events).toHaveLength(length);
	});
});

describe('a program with a live sampler', () => {
	const run = (body: string) => {
		const module = JSON.stringify(path.join(import.meta.dirname, '../../source/sampler/start-sampler.ts'));
		const program = `import(${module}).then(({startSampler}) => { ${body} });`;
		return spawnSync(process.execPath, ['--eval', program], {encoding: 'utf8', timeout: 20_000});
	};

	test('ends by itself after closing it, even while it samples', () => {
		const {status, stdout} = run(
			'const sampler = startSampler({pid: process.pid, intervalSeconds: 0.001, onEvent({kind}) { console.log(kind); sampler.close(); }});',
		);
		expect({status, stdout}).toEqual({status: 0, stdout: 'sample\n'});
		expect(run('startSampler({pid: process.pid, intervalSeconds: 1, onEvent() {}}).close()').status).toBe(0);
	});

	test('crashes with the message of a mistake in the other thread', () => {
		const {status, stderr} = run('startSampler({pid: {}, intervalSeconds: 1, onEvent() {}})');
		expect(status).toBe(1);
		expect(stderr).toMatch(/TypeError: Unexpected Object value/);
	});
});
