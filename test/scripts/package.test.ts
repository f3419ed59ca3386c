import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-'));
}, 10_000);
afterAll(() => {
	rmSync(folder, {recursive: true});
});

test('the package installs globally, and what it installs runs', {timeout: 180_000}, () => {
	// The scripts of the package would build it again, while other tests read what is built.
	execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {cwd: root});
	const [tarball = ''] = readdirSync(folder);
	const prefix = path.join(folder, 'prefix');
	execFileSync(
		'npm',
		[
			'install',
			'--global',
			'--silent',
			'--prefer-offline',
			'--no-audit',
			'--no-fund',
			'--prefix',
			prefix,
			path.join(folder, tarball),
		],
		{cwd: folder, stdio: 'pipe'},
	);

	const program = path.join(prefix, process.platform === 'win32' ? 'vmmap-tui.cmd' : 'bin/vmmap-tui');
	const run = (...parameters: string[]) => spawnSync(program, parameters, {encoding: 'utf8', cwd: folder});
	expect(run('--version')).toMatchObject({status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: ''});

	// Reads a process, so that koffi is found as well.
	const {status, stdout, stderr} = run('snapshot', String(process.pid));
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
	expect(JSON.parse(stdout)).toMatchObject({format: 'vmmap-tui/snapshot', process: {pid: process.pid}});
});
