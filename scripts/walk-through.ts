/**
 * Makes the pictures of the walk-through in the README: starts docs/walk-through/leak.py, looks at it with the built
 * program in a real terminal, presses the keys that the README names, and draws what the terminal shows.
 *
 *     node scripts/walk-through.ts
 */
import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {cellsToSvg} from '../test/helpers/svg.ts';
import {openTmux, programCommand} from '../test/helpers/tmux.ts';

const folder = path.resolve(import.meta.dirname, '../docs/walk-through');

/** What is pressed, what the screen must then show, how long the program leaks before, and the name of the picture. */
const steps = [
	{keys: [], shows: 'Regions', seconds: 3, picture: 'live'},
	{keys: ['m'], shows: 'is marked', seconds: 0, picture: undefined},
	{keys: ['d'], shows: 'CHANGE since the mark', seconds: 8, picture: 'diff'},
	{keys: ['Enter'], shows: 'Evidence', seconds: 0, picture: undefined},
	{keys: ['Escape', 'd', 't'], shows: 'Total WS', seconds: 0, picture: 'timeline'},
] as const;

const program = spawn('/usr/bin/python3', ['leak.py'], {cwd: folder, stdio: 'ignore'});
try {
	using terminal = openTmux({columns: 140, rows: 42});
	await sleep(1000);
	terminal.run(`clear; ${programCommand(String(program.pid))}`);
	for (const {keys, shows, seconds, picture} of steps) {
		await sleep(seconds * 1000);
		for (const key of keys) {
			terminal.press(key);
			// A lone Escape is told from the beginning of a longer sequence by the time after it.
			await sleep(100);
		}

		await terminal.waitForText(shows);
		if (picture !== undefined) {
			await sleep(300);
			writeFileSync(path.join(folder, `${picture}.svg`), cellsToSvg(await terminal.cells()));
		}
	}
} finally {
	program.kill();
}
