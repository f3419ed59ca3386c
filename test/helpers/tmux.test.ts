import {expect, test} from 'vitest';
import {openTmux} from './tmux.ts';

test('a shell answers, with colours, in a terminal of the wanted size', async () => {
	using terminal = openTmux({columns: 60, rows: 5});
	terminal.run('stty size; printf "\\033[1;38;2;211;160;255mred\\033[0m\\n"');
	expect(await terminal.waitForText(/^red$/m)).toContain('5 60');
	const cell = (await terminal.cells()).flat().find(({isBold}) => isBold);
	expect(cell).toMatchObject({text: 'r', foreground: '#d3a0ff'});
	terminal.resize(40, 4);
	terminal.run('stty size');
	await terminal.waitForText('4 40');
});

test('the modes of the terminal are seen', async () => {
	using terminal = openTmux();
	terminal.run(`printf '\\033[?1049h\\033[?25l'; read key; printf '\\033[?25h\\033[?1049l'`);
	await terminal.waitFor(() =>
		expect(terminal.modes()).toEqual({
			isAlternate: true,
			isCursorShown: false,
			isMouseReported: false,
			areKeypadKeysApplication: false,
		}),
	);
	terminal.press('Enter');
	await terminal.waitFor(() => expect(terminal.modes()).toMatchObject({isAlternate: false, isCursorShown: true}));
});

test('the process in the foreground is found', async () => {
	using terminal = openTmux();
	terminal.run("sh -c 'echo pid $$; exec sleep 60'");
	const [, pid] = (await terminal.waitForText(/^pid \d+$/m)).match(/^pid (\d+)$/m) ?? [];
	expect(terminal.foregroundPid()).toBe(Number(pid));
});
