import {describe, expect, test, vi} from 'vitest';
import {isInstalled} from '../helpers/compile-target.ts';
import {takeSnapshot} from '../helpers/live-snapshot.ts';
import {processesBelow, readCommand} from '../helpers/processes.ts';
import {start} from '../helpers/real-programs.ts';
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

	test.skipIf(!isInstalled('chromium'))(
		'Chromium: each of its processes, the pools of PartitionAlloc and the sandbox of V8',
		async () => {
			await using chromium = start('chromium', [
				'--headless=new',
				'--no-sandbox',
				'--disable-gpu',
				'--remote-debugging-port=0',
				'--user-data-dir=.',
				'data:text/html,<script>kept=[];for(i=0;i<2e5;i++)kept.push({i,text:""+i})</script>',
			]);
			await vi.waitFor(async () => {
				const below = processesBelow(chromium.pid).map(pid => ({pid, command: readCommand(pid)}));
				const renderers = below.filter(({command}) => command.includes('--type=renderer'));
				expect(renderers.length).toBeGreaterThan(0);
				expect(below.some(({command}) => command.includes('NetworkService'))).toBe(true);
				const heaps = [];
				for (const {pid, command} of below) {
					const snapshot = await takeSnapshot(pid);
					expect([command, recognisedShare(snapshot) > 0.95]).toEqual([command, true]);
					heaps.push(residentByKind(snapshot).get('V8 heap') ?? 0);
				}

				expect(residentByKind(await takeSnapshot(chromium.pid)).get('PartitionAlloc')).toBeGreaterThan(1 << 20);
				expect(Math.max(...heaps)).toBeGreaterThan(4 << 20);
			}, patience);
		},
		40_000,
	);
});

const patience = {timeout: 25_000, interval: 500};
