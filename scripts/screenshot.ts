/**
 * Makes a picture of what the built program shows in a real terminal.
 *
 *     node scripts/screenshot.ts --output picture.svg [--size 200x50] [--keys '3 j j Enter'] -- <pid | name | file> ...
 *
 * Keys are separated by blanks, as tmux names them; `=text` types a text as it is. A name that ends in .png needs
 * rsvg-convert.
 */
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {cellsToSvg} from '../test/helpers/svg.ts';
import {openTmux, programCommand, type TmuxTerminal} from '../test/helpers/tmux.ts';

const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		output: {type: 'string'},
		size: {type: 'string', default: '200x50'},
		keys: {type: 'string', default: ''},
	},
});
const [, columns, rows] = values.size.match(/^(\d+)x(\d+)$/) ?? [];
if (values.output === undefined || columns === undefined || rows === undefined) {
	process.stderr.write(
		"Usage: node scripts/screenshot.ts --output FILE [--size 200x50] [--keys 'j Enter'] -- ARGUMENT ...\n",
	);
	process.exit(2);
}

using terminal = openTmux({columns: Number(columns), rows: Number(rows)});
terminal.run(`clear; ${programCommand(...positionals)}`);
await terminal.waitFor(() => {
	if (!terminal.modes().isAlternate) {
		throw new Error(`The program shows no screen:\n${terminal.text()}`);
	}
});
await untilSettled(terminal);
for (const key of values.keys.split(' ').filter(name => name !== '')) {
	if (key.startsWith('=')) {
		terminal.type(key.slice(1));
	} else {
		terminal.press(key);
	}

	await untilSettled(terminal);
}

const svg = cellsToSvg(await terminal.cells());
if (values.output.endsWith('.png')) {
	execFileSync('rsvg-convert', ['--output', values.output], {input: svg});
} else {
	writeFileSync(values.output, svg);
}

/** Waits until the terminal shows the same for a moment, or has changed for so long that it always will. */
async function untilSettled({text}: TmuxTerminal): Promise<void> {
	for (let before = '', attempt = 0; attempt < 20; attempt++) {
		await sleep(150);
		const now = text();
		if (now === before) {
			return;
		}

		before = now;
	}
}
