import {realpathSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {summarize} from '../../source/model/summary.ts';
import {isInstalled} from '../helpers/compile-target.ts';
import {describeBlocks, takeSnapshot} from '../helpers/live-snapshot.ts';
import {startJava, startNode, startPython, startThirtyTwoBit} from '../helpers/targets.ts';

describe('what a runtime is made of', () => {
	test('Node.js: its program, its libraries, the stacks of its threads', async () => {
		await using target = await startNode();
		await target.freeze();
		const snapshot = await takeSnapshot(target.pid);
		expect(snapshot.process).toMatchObject({
			pid: target.pid,
			executable: realpathSync(process.execPath),
			addressDigits: 16,
			parentPid: process.pid,
		});
		expect(snapshot.process.command).toContain('node.mjs');
		const blocks = describeBlocks(snapshot);
		const kinds = new Map(blocks.map(({details, kind}) => [details, kind]));
		expect(kinds.get(realpathSync(process.execPath))).toBe('executable');
		expect([...kinds].some(([details, kind]) => /libc\.so/.test(details) && kind === 'shared library')).toBe(true);
		const stacks = new Set(blocks.filter(({type}) => type === 'Stack').map(({regionStart}) => regionStart));
		expect(stacks.size).toBeGreaterThan(4);
		// A buffer of 32 MB, which malloc has mapped by itself.
		const heap = summarize(snapshot).types.find(({type}) => type === 'Heap');
		expect(heap?.privateWs).toBeGreaterThan(32 << 20);
	});

	test.skipIf(!isInstalled('python3'))('Python: its heap, its threads, its shared memory', async () => {
		await using target = await startPython();
		await target.freeze();
		const snapshot = await takeSnapshot(target.pid);
		const blocks = describeBlocks(snapshot);
		const shared = blocks.find(({kind}) => kind === 'shared anonymous');
		expect(shared?.measure('totalWs')).toBe(1 << 20);
		const stacks = blocks.filter(({kind, protection}) => kind === 'thread stack' && protection === 'rw-p');
		expect(stacks).toHaveLength(3);
		expect(blocks.filter(({kind}) => kind === 'main heap')).toHaveLength(1);
		expect(summarize(snapshot).types.find(({type}) => type === 'Image')?.regions).toBeGreaterThan(5);
	});

	test.skipIf(!isInstalled('javac'))('a JVM: its libraries, its archive, its many threads', async () => {
		await using target = await startJava();
		await target.freeze();
		const blocks = describeBlocks(await takeSnapshot(target.pid));
		expect(blocks.some(({details, kind}) => /libjvm\.so$/.test(details) && kind === 'shared library')).toBe(true);
		expect(blocks.some(({details, type}) => /modules$/.test(details) && type === 'Mapped File')).toBe(true);
		const stacks = new Set(blocks.filter(({kind}) => kind === 'thread stack').map(({regionStart}) => regionStart));
		expect(stacks.size).toBeGreaterThan(10);
	});

	test.skipIf(process.arch !== 'x64')('a 32-bit program has addresses of eight digits', async () => {
		await using target = await startThirtyTwoBit();
		await target.freeze();
		const snapshot = await takeSnapshot(target.pid);
		expect(snapshot.process).toMatchObject({architecture: 'x86', addressDigits: 8});
		const blocks = describeBlocks(snapshot);
		const last = blocks.findLast(({type}) => type !== 'Free' && type !== 'Unusable');
		expect((last?.start ?? 0) + (last?.measure('size') ?? 0)).toBeLessThanOrEqual(2 ** 32);
		expect(blocks.find(({start}) => start === 0x1000_0000)?.measure('totalWs')).toBe(32_768);
	});
});
