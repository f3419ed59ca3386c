import {readFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openTmux, type TmuxTerminal} from '../helpers/tmux.ts';
import {type StartedTarget, startTarget} from './helpers/target.ts';
import {screenCommand, windowsPath, workFolder} from './helpers/wine.ts';

const size = {columns: 140, rows: 40};

/** How often a busy machine samples is another matter. */
const live = 'live, every ';

describe('the whole screen on Windows', () => {
	let target: StartedTarget;
	afterAll(() => target.stop());
	beforeAll(async () => {
		target = await startTarget();
	});

	const open = async (...parameters: readonly string[]): Promise<TmuxTerminal> => {
		const {command, environment} = screenCommand(parameters, size);
		const terminal = openTmux({...size, environment});
		terminal.run(`clear; ${command}; echo ended`);
		return terminal;
	};

	/** Quits, and waits until the terminal is as it was. What reads the keys ends when it has read more of them. */
	const leave = async (terminal: TmuxTerminal, key = 'q'): Promise<void> => {
		terminal.press(key);
		await terminal.waitFor(() => expect(terminal.modes().isAlternate).toBe(false));
		await terminal.waitFor(text => {
			terminal.press('Enter');
			expect(text).toContain('ended');
		});
	};

	const cursorRow = (shown: string): string => shown.split('\n').find(line => line.startsWith('>')) ?? '';

	it('shows a process, answers keys, and gives the terminal back', async () => {
		using terminal = await open(String(target.report.pid));
		const shown = await terminal.waitForText(live);
		expect(shown).toContain(`known-allocations.exe (${target.report.pid})  x64`);
		expect(shown.split('\n').filter(line => /^ ?[ >] (Image|Heap|Stack|Private Data) +[\d,]+/.test(line))).toHaveLength(
			4,
		);
		const first = cursorRow(shown);
		terminal.press('Down', 'Down', 'PageDown');
		await terminal.waitFor(text => expect(cursorRow(text)).not.toBe(first));
		terminal.type('/type:stack');
		await terminal.waitForText(/Regions 4 of \d+/);
		terminal.press('Enter', 'Right');
		await terminal.waitForText('No access');
		// From the block to the region, to the table of types, and out of the filter.
		await terminal.waitFor(text => {
			terminal.press('Escape');
			expect(text).not.toContain('Regions 4 of');
		});
		terminal.type('u');
		await terminal.waitForText('Unusable');
		terminal.type('a');
		await terminal.waitForText(/\d% fragmented|Fragmentation/i);
		terminal.press('Escape');
		await terminal.waitForText(/^Regions/m);
		terminal.type('!');
		await terminal.waitForText('4 thread stacks of');
		terminal.press('Escape');
		await terminal.waitForText(/^Regions/m);
		terminal.type('?');
		await terminal.waitForText('Enter');
		terminal.press('Escape');
		await leave(terminal);
	});

	it('asks before it empties the working set, and says what came of it', async () => {
		using terminal = await open(String(target.report.pid));
		await terminal.waitForText(live);
		terminal.type('E');
		await terminal.waitForText('Enter empty it');
		terminal.press('Enter');
		// Wine says yes and does nothing.
		await terminal.waitForText(/Working set before [\d,]+K, after [\d,]+K/);
		terminal.press('Escape');
		await leave(terminal);
	});

	it('looks into the memory of a process: its strings, its bytes, and what they are saved as', async () => {
		const {address = 0} = target.report.regions.find(({name}) => name === 'text') ?? {};
		const file = path.join(workFolder, 'bytes ä.bin');
		using terminal = await open(String(target.report.pid));
		await terminal.waitForText(live);
		terminal.type(`:${address.toString(16)}`);
		terminal.press('Enter');
		await terminal.waitFor(text => expect(cursorRow(text)).toContain(address.toString(16)));
		terminal.type('i');
		// Wine tells the working set of a process to itself only.
		const strings = await terminal.waitForText('all of 64K (in the working set or not) was searched');
		const written = (offset: number): string => (address + offset).toString(16).padStart(8, '0');
		expect(strings).toMatch(new RegExp(`${written(0x100)} +ASCII +narrow text of the target`, 'v'));
		expect(strings).toMatch(new RegExp(`${written(0x2000)} +UTF-16 +wide text of the target`, 'v'));
		terminal.press('Escape');
		await terminal.waitForText(/^Regions/m);
		terminal.type('x');
		const hex = await terminal.waitForText(new RegExp(`^0*${written(0x100)} +6e 61 72 72 6f 77 20 74`, 'mv'));
		expect(hex).toContain('The system does not tell whether the page is in the working set: it was read');
		terminal.type('w');
		await terminal.waitForText('Save these bytes as:');
		terminal.press('C-u');
		terminal.type(windowsPath(file));
		terminal.press('Enter');
		await terminal.waitForText('64K of it came from memory');
		const bytes = readFileSync(file);
		expect([bytes.length, bytes.toString('latin1', 256, 281)]).toEqual([64 * 1024, 'narrow text of the target']);
		terminal.press('Escape');
		await leave(terminal);
	});

	it('picks a process from the list', async () => {
		using terminal = await open();
		await terminal.waitForText('services.exe');
		terminal.type('known');
		await terminal.waitFor(text => expect(text).not.toContain('services.exe'));
		terminal.press('Enter');
		await terminal.waitForText(live);
		await leave(terminal, 'C-c');
	});
});
