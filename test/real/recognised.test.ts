import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {isInstalled} from '../helpers/compile-target.ts';
import {takeSnapshot} from '../helpers/live-snapshot.ts';
import {recognisedShare, residentByKind} from '../helpers/recognised.ts';
import {startJava, startNode, startPython} from '../helpers/targets.ts';

describe.skipIf(process.platform !== 'linux')('of the memory of a real program at least 95 % is known', () => {
	test('Node.js: the pages of V8, its code and the buffer that malloc mapped', async () => {
		await using target = await startNode();
		await vi.waitFor(async () => {
			const snapshot = await takeSnapshot(target.pid);
			expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
			const kinds = residentByKind(snapshot);
			expect(kinds.get('V8 heap')).toBeGreaterThan(4 << 20);
			expect(kinds.get('V8 code')).toBeGreaterThan(0);
			expect(kinds.get('glibc mmapped chunk')).toBeGreaterThanOrEqual(32 << 20);
		}, patience);
	});

	test.skipIf(!isInstalled('python3'))('Python: arenas of CPython and large blocks of malloc', async () => {
		await using target = await startPython();
		await vi.waitFor(async () => {
			const snapshot = await takeSnapshot(target.pid);
			expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
			const kinds = residentByKind(snapshot);
			expect(kinds.get('Python heap')).toBeGreaterThan(1 << 20);
			expect(kinds.get('glibc mmapped chunk')).toBeGreaterThan(16 << 20);
		}, patience);
	});

	test.skipIf(!isInstalled('java') || !isInstalled('javac'))(
		'a JVM: heap, code cache, metaspace, archive',
		async () => {
			await using target = await startJava();
			await vi.waitFor(async () => {
				const snapshot = await takeSnapshot(target.pid);
				expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
				const kinds = residentByKind(snapshot);
				expect(kinds.get('Java heap')).toBeGreaterThan(8 << 20);
				for (const kind of ['Java code cache', 'Java metaspace', 'Java class space', 'CDS archive']) {
					expect([kind, (kinds.get(kind) ?? 0) > 0]).toEqual([kind, true]);
				}
			}, patience);
		},
	);

	test.skipIf(!isInstalled('redis-server'))(
		'Redis: the extents of jemalloc',
		async () => {
			await using redis = start('redis-server', ['--port', '0', '--unixsocket', 'socket', '--save', '']);
			await vi.waitFor(async () => {
				const snapshot = await takeSnapshot(redis.pid);
				expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
				const files = readFileSync(`/proc/${redis.pid}/maps`, 'utf8');
				expect(files).toMatch(/\/redis-/);
				expect((residentByKind(snapshot).get('jemalloc') ?? 0) > 0).toBe(/libjemalloc/.test(files));
			}, patience);
		},
		30_000,
	);

	test.skipIf(!isInstalled('chromium'))(
		'Chromium: the pools of PartitionAlloc',
		async () => {
			const arguments_ = [
				'--headless=new',
				'--no-sandbox',
				'--disable-gpu',
				'--remote-debugging-port=0',
				'about:blank',
			];
			await using chromium = start('chromium', arguments_, folder => [`--user-data-dir=${folder}`]);
			await vi.waitFor(async () => {
				const snapshot = await takeSnapshot(chromium.pid);
				expect(residentByKind(snapshot).get('PartitionAlloc')).toBeGreaterThan(1 << 20);
				expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
			}, patience);
		},
		40_000,
	);
});

const patience = {timeout: 25_000, interval: 500};

type Started = {readonly pid: number} & AsyncDisposable;

/** Starts a program that does not say when it is ready. */
function start(
	command: string,
	arguments_: readonly string[],
	more: (folder: string) => readonly string[] = () => [],
): Started {
	const folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-real-'));
	const child: ChildProcess = spawn(command, [...arguments_, ...more(folder)], {stdio: 'ignore', cwd: folder});
	const exited = once(child, 'exit');
	return {
		pid: child.pid ?? Number.NaN,
		[Symbol.asyncDispose]: async () => {
			child.kill('SIGTERM');
			const deadline = setTimeout(() => child.kill('SIGKILL'), 5000);
			await exited;
			clearTimeout(deadline);
			rmSync(folder, {recursive: true, force: true, maxRetries: 10, retryDelay: 200});
		},
	};
}
