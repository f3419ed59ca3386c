import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {expect, test} from 'vitest';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {describeBlocks, takeSnapshot} from '../helpers/live-snapshot.ts';
import {startNode} from '../helpers/targets.ts';

const hasNuma = existsSync('/proc/self/numa_maps');

test('the details of a live process: names of a file, and the nodes of what is in memory', async () => {
	await using node = await startNode();
	await node.freeze();
	const blocks = describeBlocks(await takeSnapshot(node.pid));
	const target = createLinuxSampler().openTarget(node.pid);
	if (target.kind === 'failed') {
		throw new Error(target.sentence);
	}

	try {
		const library = blocks.filter(({details}) => /\/libc\.so\.6$/.test(details));
		const start = library[0]?.regionStart ?? 0;
		const size = library.reduce((sum, {measure}) => sum + (measure('size') ?? 0), 0);
		const resident = library.reduce((sum, {measure}) => sum + (measure('totalWs') ?? 0), 0);
		const facts = target.describe?.({start, end: start + size});
		expect(facts).toMatchObject({soname: 'libc.so.6', buildId: expect.stringMatching(/^[\da-f]{16,}$/)});
		if (existsSync('/usr/bin/file')) {
			expect(execFileSync('file', ['-L', library[0]?.details ?? ''], {encoding: 'utf8'})).toContain(facts?.buildId);
		}

		const bytes = facts?.nodes?.reduce((sum, node) => sum + node.bytes, 0);
		expect(bytes).toBe(hasNuma ? resident : undefined);
		// A part of a mapping is not what the kernel tells of.
		expect(target.describe?.({start, end: start + 4096})?.nodes).toBeUndefined();
		await node.kill();
		expect(target.describe?.({start, end: start + size})).toEqual({});
	} finally {
		target.close();
	}
});
