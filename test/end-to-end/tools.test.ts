import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {startContents} from '../helpers/contents-target.ts';
import {openTmux, programCommand} from '../helpers/tmux.ts';

/** Minor and major page faults of a process, and its pages in memory: proc_pid_stat(5), fields 10, 12 and 24. */
function faults(pid: number): readonly (string | undefined)[] {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
	return [fields[7], fields[9], fields[21]];
}

test('a string leads to its bytes and to its region and back, and the process notices nothing', async () => {
	const {target, start} = await startContents(30);
	await using _ = target;
	const before = faults(target.pid);
	using terminal = openTmux({columns: 100, rows: 30});
	terminal.run(`clear; ${programCommand(String(target.pid))}`);
	await terminal.waitForText('live, every');
	terminal.type(':', start.toString(16));
	terminal.press('Enter');
	await terminal.waitForText(new RegExp(`^> +[+-]? *0*${start.toString(16)}`, 'm'));

	terminal.type('i');
	await terminal.waitForText(/ \d+ found|^\d+ found; all of/m);
	terminal.type('/', 'EDGE');
	terminal.press('Enter');
	await terminal.waitForText(/^> +[0-9a-f]+ +ASCII +over the edge/m);
	terminal.type('x');
	await terminal.waitForText(/6f 76 65 72/);
	terminal.type('/', 'wide text');
	terminal.press('Enter');
	await terminal.waitForText('Nothing further on');
	terminal.type('N');
	await terminal.waitForText(/77 00 69 00 64 00/);
	terminal.press('Escape');
	await terminal.waitForText(/^> +[0-9a-f]+ +ASCII +over the edge/m);
	terminal.press('Enter');
	await terminal.waitForText('Esc leads back to the strings.');
	terminal.press('Escape');
	await terminal.waitForText('1 with "EDGE"');
	expect(faults(target.pid)).toEqual(before);

	await target.kill();
	await terminal.waitForText('ENDED');
	terminal.type('r');
	await terminal.waitForText(/only a live one has contents|has ended/);
	expect(terminal.text()).toContain('over the edge');
	terminal.press('Escape');
	await terminal.waitForText('Regions');
	terminal.type('q');
	await terminal.waitFor(() => expect(terminal.foregroundPid()).toBeUndefined());
});

test('the help over a tool names its keys, and the tool is there again', async () => {
	const {target} = await startContents(30);
	await using _ = target;
	using terminal = openTmux({columns: 80, rows: 24});
	terminal.run(`clear; ${programCommand(String(target.pid))}`);
	await terminal.waitForText('live, every');
	terminal.type('a');
	await terminal.waitForText('Address map');
	terminal.type('?');
	await terminal.waitForText('? or Esc closes');
	terminal.press('Escape');
	await terminal.waitForText('Address map');
	terminal.resize(120, 40);
	await terminal.waitForText(/Address map {2}a cell is 4K/);
	terminal.press('Escape');
	await terminal.waitForText('Regions');
});
