import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readRollup, readStatus} from '../helpers/kernel.ts';
import {runInShell, runProgram} from '../helpers/run-program.ts';
import {type RunningTarget, reportedMappings, startManyVmas, startMappings} from '../helpers/targets.ts';
import {programCommand} from '../helpers/tmux.ts';

let target: RunningTarget;
let folder: string;

beforeAll(async () => {
	target = await startMappings();
	await target.freeze();
	folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-test-'));
});

afterAll(async () => {
	await target[Symbol.asyncDispose]();
	rmSync(folder, {recursive: true, force: true});
});

/** The parts of the JSON that these tests read. */
type JsonSnapshot = {
	readonly format: string;
	readonly process: {readonly pid: number; readonly name: string};
	readonly summary: readonly {readonly type: string; readonly totalWs?: number; readonly lockedWs?: number}[];
	readonly regions: readonly {
		readonly address: string;
		readonly type: string;
		readonly details?: string;
		readonly blocks: readonly ({readonly address: string; readonly protection?: string} & Readonly<
			Record<string, unknown>
		>)[];
	}[];
};

const lastPid = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'));

// A terminal obeys these; a line end is the only one that a text file needs.
const controlCharacters = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/;

describe('a snapshot as JSON', () => {
	test('has the numbers of the kernel and of the program itself', () => {
		const {code, stdout, stderr} = runProgram('snapshot', String(target.pid), '--format', 'json');
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		const snapshot: JsonSnapshot = JSON.parse(stdout);
		expect(snapshot.format).toBe('vmmap-tui/snapshot');
		expect(snapshot.process).toMatchObject({pid: target.pid, name: 'program'});

		const total = snapshot.summary.find(({type}) => type === 'Total');
		const rollup = readRollup(target.pid);
		const status = readStatus(target.pid);
		const hugetlb = (rollup.get('Private_Hugetlb') ?? 0) + (rollup.get('Shared_Hugetlb') ?? 0);
		expect(total?.totalWs).toBe((rollup.get('Rss') ?? 0) + hugetlb + (status.get('VmPTE') ?? 0));
		expect(total?.lockedWs).toBeGreaterThan(0);

		const blocks = new Map(snapshot.regions.flatMap(region => region.blocks.map(block => [block.address, block])));
		for (const {name, address, size, resident, privateResident, permissions} of reportedMappings(target).values()) {
			if (resident !== undefined) {
				expect({name, ...blocks.get(address.padStart(16, '0'))}).toMatchObject({
					name,
					size,
					totalWs: resident,
					privateWs: privateResident,
					protection: permissions,
				});
			}
		}
	});

	test('can be read back', () => {
		const file = path.join(folder, 'saved.json');
		expect(runProgram('snapshot', String(target.pid), '--output', file)).toEqual({code: 0, stdout: '', stderr: ''});
		const again = runProgram('snapshot', file, '--format', 'json');
		expect(again.code).toBe(0);
		expect(JSON.parse(again.stdout)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
	});
});

describe('output for other programs', () => {
	test.each([['json'], ['csv'], ['txt']])('%s has no control characters from the names in the process', format => {
		const {code, stdout} = runProgram('snapshot', String(target.pid), '--format', format);
		expect(code).toBe(0);
		expect(stdout).toMatch(/red.*title/);
		expect(stdout).toContain('世界');
		expect(controlCharacters.exec(stdout)).toBeNull();
	});

	test('without a terminal, a view is the snapshot as text and the picker is the list of processes', () => {
		const view = runProgram(String(target.pid));
		const snapshot = runProgram('snapshot', String(target.pid), '--format', 'txt');
		expect(view.code).toBe(0);
		expect(withoutNumbers(view.stdout)).toBe(withoutNumbers(snapshot.stdout));
		expect(view.stdout).toContain('Private Data');

		const pick = runProgram();
		expect(pick.code).toBe(0);
		expect(pick.stdout).toMatch(new RegExp(`^\\s*${target.pid} `, 'm'));
		expect(pick.stdout.split('\n')[0]).toBe(runProgram('processes').stdout.split('\n')[0]);
	});

	test('a reader that closes the pipe early is no error', async () => {
		await using many = await startManyVmas(20_000);
		for (const command of [programCommand('snapshot', String(many.pid)), programCommand(String(many.pid))]) {
			const {code, stdout, stderr} = runInShell(`${command} | head -1`);
			expect({code, stderr, lines: stdout.trimEnd().split('\n').length}).toEqual({code: 0, stderr: '', lines: 1});
		}
	});

	test('a full disk is one sentence', () => {
		const {code, stderr} = runInShell(`${programCommand('snapshot', String(target.pid))} > /dev/full`);
		expect(code).toBe(5);
		expect(stderr).toMatch(/^[^\n]+\n$/);
	});
});

/** Times are never the same twice, and what is shared with others changes whenever one of them begins or ends. */
function withoutNumbers(text: string): string {
	return text.replaceAll(/ *[\d,.:]+(?: m?s\b)?/g, '');
}

describe('what goes wrong is one sentence and a code', () => {
	test.each([
		{what: 'an unknown option', arguments_: ['--no-such-option'], code: 2},
		{what: 'an unknown format', arguments_: ['snapshot', '1', '--format', 'pdf'], code: 2},
		{what: 'a snapshot of nothing', arguments_: ['snapshot'], code: 2},
		{what: 'a pid that nobody has', arguments_: ['snapshot', String(lastPid)], code: 3},
		{what: 'a live view of a pid that nobody has', arguments_: [String(lastPid)], code: 3},
		{what: 'a name that nobody has', arguments_: ['no-such-process-anywhere'], code: 3},
		{what: 'a kernel thread', arguments_: ['snapshot', '2'], code: 3},
		{what: 'a file that is not there', arguments_: ['snapshot', '/no/such/file.json'], code: 5},
	])('$what: $code', ({arguments_, code}) => {
		const result = runProgram(...arguments_);
		expect(result).toEqual({code, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/)});
	});

	test('a file that is no snapshot: 5, with the place', () => {
		const file = path.join(folder, 'broken.json');
		writeFileSync(file, '{"format": "vmmap-tui/snapshot", "version": 1, "regions": [');
		const result = runProgram('snapshot', file, '--format', 'txt');
		expect(result).toEqual({code: 5, stdout: '', stderr: expect.stringMatching(/^[^\n]*broken\.json[^\n]*\n$/)});
	});

	test.skipIf(process.getuid?.() !== 0)('a process of another user: 4, with what would help', () => {
		// The numbers need a right that the file system does not give: the memory map of another user's process.
		const command = `setpriv --reuid 65534 --regid 65534 --clear-groups ${programCommand('snapshot', String(target.pid))}`;
		const result = runInShell(command);
		expect(result).toEqual({code: 4, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/)});
		expect(result.stderr).toMatch(/root|sudo|capabilit|CAP_/i);
	});
});

test('the version and the help are on standard output', () => {
	expect(runProgram('--version')).toEqual({code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: ''});
	const help = runProgram('--help');
	expect({code: help.code, stderr: help.stderr}).toEqual({code: 0, stderr: ''});
	expect(help.stdout).toContain('Usage');
});
