import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type RunningTarget, reportedMappings, startManyVmas, startMappings} from '../helpers/targets.ts';
import {builtProgram, openTmux, programCommand, projectNode, type TmuxTerminal} from '../helpers/tmux.ts';

let target: RunningTarget;

beforeAll(async () => {
	target = await startMappings();
});

afterAll(async () => {
	await target[Symbol.asyncDispose]();
});

/** Starts the live view and waits until it shows numbers. */
async function openView(pid: number, size: {columns?: number; rows?: number} = {}): Promise<TmuxTerminal> {
	const terminal = openTmux(size);
	terminal.run(`clear; ${programCommand(String(pid))}`);
	await terminal.waitForText('live, every');
	return terminal;
}

/** The row of the region list that the cursor stands on. */
function cursorRow(shown: string): string {
	return shown.split('\n').find(line => line.startsWith('>')) ?? '';
}

/** Waits until the program has left the terminal to the shell, and asks that for the code. */
async function exitCode(terminal: TmuxTerminal): Promise<number> {
	await terminal.waitFor(() => expect(terminal.foregroundPid()).toBeUndefined());
	expect(terminal.modes().isAlternate).toBe(false);
	// A command of its own: the shell drops what follows on a line when a signal ends the program before it.
	terminal.run('echo "exit code $?"');
	const [, code] = (await terminal.waitForText(/exit code \d+$/m)).match(/exit code (\d+)$/m) ?? [];
	return Number(code);
}

/** How many regions the list shows, of how many. */
const listStatus = /Regions (\d+) of (\d+)/;

describe('the live view of a process', () => {
	test('has the process, the bars, the types and the regions at 200 x 50', async () => {
		using terminal = await openView(target.pid);
		const lines = terminal.text().split('\n');
		expect(lines).toHaveLength(50);
		expect(lines[0]).toMatch(new RegExp(`program \\(${target.pid}\\).*live, every .* s.*, sample`));
		expect(lines.slice(1, 4).map(line => line.trim().split(/ {2}/)[0])).toEqual([
			expect.stringMatching(/^Committed/),
			expect.stringMatching(/^Private/),
			expect.stringMatching(/^Working Set/),
		]);
		for (const type of ['Total', 'Image', 'Mapped File', 'Shareable', 'Heap', 'Stack', 'Private Data', 'Page Table']) {
			expect(lines.filter(line => line.includes(type)).length).toBeGreaterThan(0);
		}

		expect(cursorRow(terminal.text())).not.toBe('');
		expect(lines.at(-1)).toContain('quit');
	});

	test('stands on row 500 after 500 quick presses of j', async () => {
		await using many = await startManyVmas(3000);
		using terminal = await openView(many.pid);
		const json = execFileSync(projectNode, [builtProgram, 'snapshot', String(many.pid), '--format', 'json'], {
			encoding: 'utf8',
			maxBuffer: 1 << 28,
		});
		// All blocks of the list, since neighbours can be one region.
		const rows = (JSON.parse(json) as {regions: {address: string; type: string; blocks: {address: string}[]}[]}).regions
			.filter(({type}) => type !== 'Free' && type !== 'Unusable')
			.flatMap(({address, blocks}) => (blocks.length > 1 ? [{address}, ...blocks] : [{address}]));
		terminal.type('*');
		terminal.type('j'.repeat(500));
		await terminal.waitFor(shown => expect(cursorRow(shown)).toContain(rows[500]?.address));
		terminal.type('k'.repeat(250), 'G', 'g', 'j');
		await terminal.waitFor(shown => expect(cursorRow(shown)).toContain(rows[1]?.address));
		terminal.type('G');
		await terminal.waitFor(shown => expect(cursorRow(shown)).toContain(rows.at(-1)?.address));
	});

	test('is filtered while the filter is typed, and as before when it is left', async () => {
		using terminal = await openView(target.pid);
		const [, all] = (await terminal.waitForText(listStatus)).match(listStatus) ?? [];
		terminal.type('/memfd');
		await terminal.waitForText(`Regions 1 of`);
		terminal.press('Enter');
		expect(await terminal.waitForText('filter memfd')).toContain('/memfd:vmmap-tui-test');
		terminal.type('/x type:');
		await terminal.waitForText('^');
		terminal.press('Escape');
		await terminal.waitForText(/Regions 1 of.*filter memfd/);
		terminal.press('Left', 'Left');
		await terminal.waitForText(`Regions ${all} of`);
	});

	test('goes in from a type to its regions, blocks and details, and out again', async () => {
		using terminal = await openView(target.pid);
		terminal.type('1', 'jjjj');
		await terminal.waitFor(shown => expect(shown).toMatch(/^ > Heap/m));
		terminal.press('Enter');
		await terminal.waitForText('type Heap');
		expect(cursorRow(terminal.text())).toContain('Heap');
		terminal.type(`/addr:${reportedMappings(target).get('arena-first')?.address}`);
		terminal.press('Enter');
		await terminal.waitForText(/Regions 1 of/);
		terminal.press('Enter');
		await terminal.waitForText('---p');
		terminal.press('Down', 'Enter');
		const details = await terminal.waitForText('Evidence');
		expect(details).toMatch(/Block 1 of 2/);
		expect(details).toMatch(/VmFlags/);
		terminal.press('Left');
		await terminal.waitForText('type Heap');
		terminal.press('Left', 'Left', 'Left');
		await terminal.waitFor(shown => expect(shown).not.toContain('type Heap'));
	});

	test('fits every size, and asks for a larger terminal below 60 x 15', async () => {
		using terminal = await openView(target.pid);
		terminal.resize(80, 24);
		const small = await terminal.waitFor(shown => {
			const lines = shown.split('\n');
			expect(lines).toHaveLength(24);
			expect(lines[0]).toContain(`(${target.pid})`);
			expect(lines.at(-1)).toContain('quit');
			expect(cursorRow(shown)).not.toBe('');
		});
		expect(small.split('\n').filter(line => line.length > 80)).toEqual([]);
		terminal.type('jj');
		terminal.resize(50, 10);
		await terminal.waitForText('50 x 10');
		terminal.resize(200, 50);
		await terminal.waitFor(shown => {
			expect(shown.split('\n')[0]).toContain(`(${target.pid})`);
			expect(shown.split('\n').at(-1)).toContain('quit');
			expect(shown.match(/Working Set /g)).toHaveLength(1);
		});
	});

	test('shows names from the process as text, and sends none of them to the terminal', async () => {
		using terminal = await openView(target.pid);
		terminal.type('/red');
		terminal.press('Enter');
		const shown = await terminal.waitForText('\\e]0;');
		expect(shown).not.toContain('\u001B');
		const row = (await terminal.cells()).find(cells =>
			cells
				.map(({text}) => text)
				.join('')
				.startsWith('>'),
		);
		expect(row?.filter(({foreground}) => foreground === '#cc0000')).toEqual([]);
		expect(terminal.title()).not.toBe('title');
	});

	test('keeps the last snapshot when the process ends, and says so', async () => {
		await using doomed = await startMappings();
		using terminal = await openView(doomed.pid);
		await doomed.kill();
		const shown = await terminal.waitForText('ENDED');
		expect(shown).toMatch(new RegExp(`program \\(${doomed.pid}\\)`));
		expect(shown).toMatch(/process \d+ /i);
		terminal.type('/memfd');
		await terminal.waitForText('Regions 1 of');
		terminal.press('Enter');
		await terminal.waitForText('filter memfd');
		terminal.type('q');
		expect(await exitCode(terminal)).toBe(0);
	});

	test('holds still while it is paused, and goes on', async () => {
		using terminal = await openView(target.pid);
		terminal.press('Space');
		await terminal.waitForText('PAUSED');
		terminal.press('Space');
		await terminal.waitForText('live, every');
		terminal.type(']');
		await terminal.waitForText('live, every 2 s');
	});
});

describe('the terminal is as it was', () => {
	test.each([
		{how: 'q', code: 0, leave: (terminal: TmuxTerminal) => terminal.type('q')},
		{how: 'Ctrl+C', code: 0, leave: (terminal: TmuxTerminal) => terminal.press('C-c')},
		{how: 'SIGINT', code: 130, leave: (terminal: TmuxTerminal) => send(terminal, 'SIGINT')},
		{how: 'SIGTERM', code: 143, leave: (terminal: TmuxTerminal) => send(terminal, 'SIGTERM')},
		{how: 'SIGHUP', code: 129, leave: (terminal: TmuxTerminal) => send(terminal, 'SIGHUP')},
	])('after $how', async ({code, leave}) => {
		using terminal = openTmux({columns: 100, rows: 30});
		terminal.run('stty -a; echo "state shown"');
		const before = stateOf(await terminal.waitForText(/^state shown$/m));
		const modes = terminal.modes();
		terminal.run(`clear; ${programCommand(String(target.pid))}`);
		await terminal.waitForText('live, every');
		expect(terminal.modes()).toMatchObject({isAlternate: true, isCursorShown: false});
		leave(terminal);
		expect(await exitCode(terminal)).toBe(code);
		expect(terminal.text()).not.toContain('Working Set');
		expect(terminal.modes()).toEqual(modes);
		terminal.run('clear; stty -a; echo "state shown"');
		expect(stateOf(await terminal.waitForText(/^state shown$/m))).toEqual(before);
	});
});

function send(terminal: TmuxTerminal, signal: NodeJS.Signals): void {
	const pid = terminal.foregroundPid();
	if (pid === undefined) {
		throw new Error('Nothing runs in the terminal');
	}

	process.kill(pid, signal);
}

/** What `stty -a` printed. */
function stateOf(shown: string): string {
	return shown.slice(shown.indexOf('speed '), shown.lastIndexOf('state shown'));
}

describe('the picker', () => {
	test('finds a process by what is typed, and opens it', async () => {
		using terminal = openTmux({columns: 120, rows: 30});
		terminal.run(`clear; ${programCommand()}`);
		await terminal.waitForText('Pick a process');
		// A pid alone may stand in the command line of another process, and the folder in that of a child.
		terminal.type(`${target.pid} ${path.basename(target.directory)}`);
		await terminal.waitFor(shown => {
			expect(shown).toMatch(/Pick a process: 1 of/);
			expect(cursorRow(shown)).toContain('program');
		});
		terminal.press('Enter');
		await terminal.waitForText(new RegExp(`program \\(${target.pid}\\).*live`));
		terminal.type('p');
		await terminal.waitForText('Pick a process');
		terminal.press('Escape');
		await terminal.waitForText('live, every');
		terminal.type('q');
		expect(await exitCode(terminal)).toBe(0);
	});

	test('is left by Esc', async () => {
		using terminal = openTmux({columns: 80, rows: 24});
		terminal.run(`clear; ${programCommand()}`);
		await terminal.waitForText('Pick a process');
		terminal.press('Escape');
		expect(await exitCode(terminal)).toBe(0);
	});
});

test('the mappings that the C program reports are on the screen', async () => {
	using terminal = await openView(target.pid);
	const address = reportedMappings(target).get('executable-anonymous')?.address ?? '';
	terminal.type('/prot:rwx');
	terminal.press('Enter');
	await terminal.waitFor(shown => expect(cursorRow(shown)).toContain(address));
});
