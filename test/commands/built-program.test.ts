import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';

/** The program as a user starts it, on processes as they are. */
const cli = path.resolve(import.meta.dirname, '../../distribution/cli.js');

function run(...parameters: string[]) {
	const {status, stdout, stderr} = spawnSync(process.execPath, [cli, ...parameters], {
		encoding: 'utf8',
		maxBuffer: 1024 ** 3,
	});
	return {status, stdout, stderr};
}

const ownPid = String(process.pid);

describe('snapshot of a process', () => {
	test('is JSON, and a saved one is the same process again', () => {
		const {status, stdout, stderr} = run('snapshot', ownPid);
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		const file = JSON.parse(stdout);
		expect(file.process.pid).toBe(process.pid);
		expect(file.regions.length).toBeGreaterThan(50);
		const [total] = file.summary;
		const sumOf = (measure: string) =>
			file.summary.slice(1).reduce((sum: number, row: Record<string, number | string>) => {
				return row['type'] === 'Free' ? sum : sum + Number(row[measure]);
			}, 0);
		expect(total.size).toBe(sumOf('size'));
		expect(total.totalWs).toBe(sumOf('totalWs'));
		expect(total.totalWs).toBe(total.privateWs + total.shareableWs);
	});

	test('is text where standard output is no terminal, without colours', () => {
		const {status, stdout} = run(ownPid);
		expect(status).toBe(0);
		expect(stdout).toMatch(/^Type +Size +Committed +Private +Total WS/m);
		expect(stdout).toMatch(/^Address +Type/m);
		expect(stdout).not.toContain('\u001B');
	});

	test('is whole when a pipe takes it slowly', async () => {
		const child = spawn(process.execPath, [cli, 'snapshot', ownPid], {stdio: ['ignore', 'pipe', 'inherit']});
		let text = '';
		for await (const chunk of child.stdout) {
			text += String(chunk);
			await new Promise(resolve => setTimeout(resolve, 1));
		}

		expect(JSON.parse(text)).toMatchObject({process: {pid: process.pid}});
	});

	test('ends in silence when its reader goes away', async () => {
		const child = spawn(process.execPath, [cli, 'snapshot', ownPid], {stdio: ['ignore', 'pipe', 'pipe']});
		let complaint = '';
		child.stderr.on('data', chunk => {
			complaint += String(chunk);
		});
		await once(child.stdout, 'readable');
		child.stdout.destroy();
		const [code] = await once(child, 'close');
		expect({code, complaint}).toEqual({code: 0, complaint: ''});
	});
});

test('the list of processes has this one', () => {
	const {status, stdout} = run('processes', '--format', 'json');
	expect(status).toBe(0);
	const {processes} = JSON.parse(stdout);
	expect(processes).toContainEqual(expect.objectContaining({pid: process.pid}));
	expect(run().stdout).toMatch(new RegExp(`^ *${process.pid} `, 'm'));
});

describe('what cannot be done is one sentence on standard error:', () => {
	test.each([
		['a pid that is free', ['4194305'], 3],
		['a kernel thread', ['2'], 3],
		['a wrong option', ['--wrong'], 2],
		['a file that is not there', ['./nothing.json'], 5],
		['a file that cannot be written', ['snapshot', ownPid, '--output', '/nowhere/a.json'], 5],
		['a full disk', ['snapshot', ownPid, '--format', 'csv', '--output', '/dev/full'], 5],
	])('%s', (_, parameters, exitCode) => {
		const {status, stdout, stderr} = run(...parameters);
		expect(status).toBe(exitCode);
		expect(stdout).toBe('');
		expect(stderr).toMatch(/^[^\n]+\.\n$/);
	});

	// As root, but without its capabilities.
	test.skipIf(process.getuid?.() !== 0)('a process of another user', async () => {
		const other = spawn('setpriv', ['--reuid=65534', '--clear-groups', 'sleep', '60']);
		try {
			await vi.waitFor(() => expect(readFileSync(`/proc/${other.pid}/comm`, 'utf8')).toBe('sleep\n'));
			const {status, stdout, stderr} = spawnSync(
				'setpriv',
				['--bounding-set=-all', process.execPath, cli, 'snapshot', String(other.pid)],
				{encoding: 'utf8'},
			);
			expect({status, stdout}).toEqual({status: 4, stdout: ''});
			expect(stderr).toMatch(/^[^\n]+\.\n$/);
		} finally {
			other.kill();
		}
	});
});
