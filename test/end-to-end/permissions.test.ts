import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {chmodSync, copyFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {compileC, isInstalled} from '../helpers/compile-target.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {builtProgram, projectNode} from '../helpers/tmux.ts';

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const folder = makeTemporaryFolder();
const started: ChildProcess[] = [];

/** Starts a program that stays; gives its pid. */
function start(...[program = '', ...args]: readonly string[]): number {
	const child = spawn(program, args, {stdio: 'ignore'});
	started.push(child);
	return child.pid ?? 0;
}

/** What `snapshot` says of a process to somebody whom `command` makes. */
function takeAs(command: readonly string[], pid: number): {code: number | null; stdout: string; stderr: string} {
	const [program = '', ...args] = [...command, projectNode, builtProgram, 'snapshot', String(pid), '--format', 'json'];
	const {status, stdout, stderr} = spawnSync(program, args, {encoding: 'utf8'});
	return {code: status, stdout, stderr};
}

type TakenSnapshot = {
	readonly notices?: readonly string[];
	readonly summary: readonly {readonly type: string; readonly size: number; readonly totalWs?: number}[];
};

function snapshotFor(command: readonly string[], pid: number): TakenSnapshot {
	const {code, stdout, stderr} = takeAs(command, pid);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	return JSON.parse(stdout);
}

/** Hides files of a process behind one that nobody may read, for the command that follows. */
function without(pid: number, ...files: readonly string[]): readonly string[] {
	const mounts = files.map(file => `mount --bind ${folder.path}/hidden /proc/${pid}/${file}`);
	return ['unshare', '--mount', 'sh', '-c', `${mounts.join(' && ')} && exec "$@"`, 'sh', ...asNobody];
}

const sentence = /^[^\n]+\.\n$/;
const reading = 'run vmmap-tui as root, or give it CAP_SYS_PTRACE or, since Linux 6.15, CAP_PERFMON.';
const mapsOnly = `Only addresses, protection and names are known, not what is in memory, because smaps may not be read: ${reading}`;
const notTraceable =
	'Whose stack is whose and what is written in memory is not known, because the process may not be traced: ';

describe.skipIf(process.geteuid?.() !== 0)('for a user without rights (needs root, to be somebody else)', () => {
	let own = 0;
	let ofRoot = 0;

	beforeAll(() => {
		chmodSync(folder.path, 0o755);
		writeFileSync(path.join(folder.path, 'hidden'), '', {mode: 0});
		ofRoot = start('sleep', '1000');
		own = start(...asNobody, 'sleep', '1000');
	});

	afterAll(() => {
		for (const child of started) {
			child.kill('SIGKILL');
		}

		folder[Symbol.dispose]();
	});

	test('a process of their own lacks nothing', () => {
		expect(snapshotFor(asNobody, own).notices).toBeUndefined();
	});

	test('a process of root is refused with one sentence that says what helps', () => {
		const {code, stdout, stderr} = takeAs(asNobody, ofRoot);
		expect({code, stdout}).toEqual({code: 4, stdout: ''});
		expect(stderr).toMatch(sentence);
		expect(stderr).toContain(`belongs to root, so its memory map may not be read: ${reading}`);
	});

	test.skipIf(!isInstalled('gcc'))('a process of their own that protects itself is refused', async () => {
		const program = path.join(folder.path, 'undumpable');
		copyFileSync(compileC('undumpable.c'), program);
		const pid = start(...asNobody, program);
		await expect.poll(() => takeAs(asNobody, pid).stderr).toContain('(undumpable) protects its memory map');
		expect(takeAs(asNobody, pid).code).toBe(4);
	});

	test('the map still works where only maps may be read, and what is missing is said once', () => {
		const {notices, summary} = snapshotFor(without(own, 'smaps', 'smaps_rollup'), own);
		expect(notices).toEqual([mapsOnly]);
		expect(summary.find(({type}) => type === 'Image')?.size).toBeGreaterThan(1 << 20);
		expect(summary.find(({type}) => type === 'Total')?.totalWs).toBeUndefined();
	});

	test('each part that may not be read is named', () => {
		const hidden = without(own, 'smaps', 'pagemap', 'auxv', `task/${own}/syscall`);
		expect(snapshotFor(hidden, own).notices).toEqual([
			mapsOnly,
			`${notTraceable}run vmmap-tui as root, or give it CAP_SYS_PTRACE.`,
		]);
	});

	test('a process without maps is refused', () => {
		const {code, stderr} = takeAs(without(own, 'smaps', 'maps'), own);
		expect(code).toBe(4);
		expect(stderr).toMatch(sentence);
	});

	const perfmon = [...asNobody, '--inh-caps=+perfmon', '--ambient-caps=+perfmon'];
	const knowsPerfmon = spawnSync(perfmon[0] ?? '', [...perfmon.slice(1), 'true']).status === 0;
	test.skipIf(!knowsPerfmon)('CAP_PERFMON shows the map and not the memory (needs setpriv to know it)', context => {
		const {code, stdout} = takeAs(perfmon, ofRoot);
		context.skip(code === 4, 'kernels before 6.15 do not take CAP_PERFMON');
		expect(JSON.parse(stdout).notices).toEqual([
			`${notTraceable}run vmmap-tui as root, or give it CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH.`,
		]);
	});

	test('CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH are enough for all', () => {
		const capabilities = '+sys_ptrace,+dac_read_search';
		const command = [...asNobody, `--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`];
		expect(snapshotFor(command, ofRoot).notices).toBeUndefined();
	});
});
