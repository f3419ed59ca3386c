import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {CommandError} from '../../source/commands/command-error.ts';
import {run} from '../../source/commands/run.ts';
import {writeSnapshot} from '../../source/formats/write-snapshot.ts';
import {type FakeSystem, makeProcess, makeSurroundings, sampleSnapshot} from './fake-surroundings.ts';

const system: FakeSystem = {
	processes: [makeProcess(1234, 'sample'), makeProcess(1235, 'twin'), makeProcess(1236, 'twin')],
	snapshots: {
		1234: sampleSnapshot,
		5: {kind: 'failed', reason: 'not permitted', sentence: 'You may not read the memory of process 5.'},
		6: {kind: 'failed', reason: 'zombie', sentence: 'Process 6 has ended.'},
	},
};

const textOf = (format: 'json' | 'csv' | 'txt') => [...writeSnapshot(sampleSnapshot, format)].join('');

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-'));
});
afterEach(() => {
	rmSync(folder, {recursive: true});
});

/** What a run prints, shows and gives. */
async function runIn(given: FakeSystem, ...commandLine: string[]) {
	const surroundings = makeSurroundings(given);
	const outcome = await run(commandLine, surroundings).then(
		exitCode => ({exitCode, sentence: undefined}),
		(error: unknown) => {
			if (error instanceof CommandError) {
				return {exitCode: error.exitCode, sentence: error.message};
			}

			throw error;
		},
	);
	return {...outcome, printed: surroundings.printed(), views: surroundings.views, held: surroundings.held};
}

describe('snapshot', () => {
	test.each(['json', 'csv', 'txt'] as const)('prints %s', async format => {
		const {printed, exitCode, held} = await runIn(system, 'snapshot', '1234', '--format', format);
		expect(printed).toBe(textOf(format));
		expect(exitCode).toBe(0);
		expect(held).toEqual(new Set());
	});

	test('--jcmd is for a JVM that runs', async () => {
		expect(await runIn(system, 'snapshot', '1234', '--jcmd')).toMatchObject({exitCode: 4, held: new Set()});
		const file = path.join(folder, 'a.json');
		await runIn(system, 'snapshot', '1234', '--output', file);
		expect(await runIn(system, 'snapshot', file, '--jcmd')).toMatchObject({exitCode: 2});
	});

	test('finds a process by its name', async () => {
		expect((await runIn(system, 'snapshot', 'SAM')).printed).toBe(textOf('json'));
	});

	test('writes a file and reads it again', async () => {
		const file = path.join(folder, 'a.json');
		expect(await runIn(system, 'snapshot', '1234', '--output', file)).toMatchObject({exitCode: 0, printed: ''});
		expect(readFileSync(file, 'utf8')).toBe(textOf('json'));
		expect((await runIn(system, 'snapshot', file, '--format', 'csv')).printed).toBe(textOf('csv'));
	});

	test('writes a file as VMMap does', async () => {
		const file = path.join(folder, 'a.csv');
		expect(await runIn(system, '-accepteula', '-p', 'sample', file)).toMatchObject({exitCode: 0, printed: ''});
		expect(readFileSync(file, 'utf8')).toBe(textOf('csv'));
	});
});

describe('without a terminal', () => {
	test('a live view is the text of one snapshot', async () => {
		expect(await runIn(system, '1234')).toMatchObject({exitCode: 0, printed: textOf('txt'), views: []});
		expect((await runIn(system, '-p', 'sample')).printed).toBe(textOf('txt'));
	});

	test('a saved file is printed as text', async () => {
		const file = path.join(folder, 'a.json');
		writeFileSync(file, textOf('json'));
		expect((await runIn(system, file)).printed).toBe(textOf('txt'));
		expect((await runIn(system, '-o', file)).printed).toBe(textOf('txt'));
	});

	test('the picker is the list of processes', async () => {
		const {printed} = await runIn(system);
		expect(printed).toBe((await runIn(system, 'processes')).printed);
		expect(printed).toContain('sample');
	});

	test('a name that stands for several is refused with their pids', async () => {
		expect(await runIn(system, 'twin')).toMatchObject({
			exitCode: 2,
			sentence: expect.stringContaining('stands for 2 processes, give one pid: 1235, 1236.'),
		});
	});
});

describe('in a terminal', () => {
	const terminal = {...system, isInteractive: true};

	test('nothing opens the picker, a pid or a name the live view', async () => {
		expect((await runIn(terminal)).views).toEqual([{start: {kind: 'pick'}, intervalSeconds: 1}]);
		expect((await runIn(terminal, '77', '--interval', '5')).views).toEqual([
			{start: {kind: 'live', pid: 77}, intervalSeconds: 5},
		]);
		expect((await runIn(terminal, 'sample')).views).toEqual([{start: {kind: 'live', pid: 1234}, intervalSeconds: 1}]);
	});

	test('a name that stands for several opens the picker with it as the filter', async () => {
		expect((await runIn(terminal, 'twin')).views).toEqual([
			{start: {kind: 'pick', filter: 'twin'}, intervalSeconds: 1},
		]);
	});

	test('a saved file opens', async () => {
		const file = path.join(folder, 'a.json');
		writeFileSync(file, textOf('json'));
		const {views, printed} = await runIn(terminal, file);
		expect(views).toMatchObject([{start: {kind: 'file', path: file, snapshots: [{process: {pid: 1234}}]}}]);
		expect(printed).toBe('');
	});
});

describe('what cannot be done is one sentence and an exit code:', () => {
	test.each([
		[['4'], 3, 'There is no process 4.'],
		[['6'], 3, 'Process 6 has ended.'],
		[['5'], 4, 'You may not read the memory of process 5.'],
		[['nobody'], 3, 'There is no process called nobody, and no file either'],
		[['./nothing.json'], 5, './nothing.json cannot be read: there is no such file or folder.'],
		[['snapshot', '/tmp/'], 5, '/tmp/ cannot be read: it is a folder.'],
		[['snapshot', '/dev/null'], 5, '/dev/null cannot be read: it is empty.'],
		[['snapshot', '/dev/zero'], 5, '/dev/zero cannot be read: it has more than 500 MB.'],
		[['--wrong'], 2, 'There is no option --wrong.'],
	])('%j ends with %i', async (commandLine, exitCode, sentence) => {
		expect(await runIn(system, ...commandLine)).toMatchObject({
			exitCode,
			sentence: expect.stringContaining(sentence),
			printed: '',
		});
	});
});

test('--version and --help print', async () => {
	expect((await runIn(system, '--version')).printed).toMatch(/^\d+\.\d+\.\d+\n$/);
	expect((await runIn(system, '--help')).printed).toContain('vmmap-tui snapshot <pid | name | file>');
});
