import {spawn, spawnSync} from 'node:child_process';
import path from 'node:path';
import {expect, test} from 'vitest';

const cli = path.resolve(import.meta.dirname, '../../distribution/cli.js');

test('a snapshot is whole when a pipe takes it slowly', async () => {
	const child = spawn(process.execPath, [cli, 'snapshot', String(process.pid)], {stdio: ['ignore', 'pipe', 'inherit']});
	let text = '';
	for await (const chunk of child.stdout) {
		text += String(chunk);
		await new Promise(resolve => setTimeout(resolve, 1));
	}

	expect(JSON.parse(text)).toMatchObject({process: {pid: process.pid}});
});

test.each([
	['/nowhere/a.json', 'there is no such file or folder'],
	['/dev/full', 'the disk is full'],
])('a file that cannot be written is one sentence: %s', (file, reason) => {
	const {status, stdout, stderr} = spawnSync(
		process.execPath,
		[cli, 'snapshot', String(process.pid), '--format', 'json', '--output', file],
		{encoding: 'utf8'},
	);
	expect({status, stdout, stderr}).toEqual({
		status: 5,
		stdout: '',
		stderr: `${file} cannot be written: ${reason}.\n`,
	});
});
