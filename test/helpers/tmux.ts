import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {atExit} from './at-exit.ts';
import type {Cell} from './cells.ts';
import {Screen} from './screen.ts';
import {waitUntil} from './wait-until.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The program as it is shipped. */
export const builtProgram = path.join(root, 'distribution/cli.js');

/** The Node of the project, whatever else the machine has. */
export const projectNode = path.join(root, 'node_modules/.bin/node');

/** The shell's command that runs the built program with these arguments. */
export function programCommand(...arguments_: readonly string[]): string {
	if (!existsSync(builtProgram)) {
		throw new Error(`${builtProgram} is not there: run \`npm run build\` first`);
	}

	return [projectNode, builtProgram, ...arguments_].map(quote).join(' ');
}

function quote(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A shell in a real terminal of its own. */
export type TmuxTerminal = {
	/** Types a line and presses Enter. */
	readonly run: (command: string) => void;
	/** Types each text as it is. */
	readonly type: (...texts: readonly string[]) => void;
	/** Presses keys by tmux's names: `Enter`, `Escape`, `C-c`, `PageDown`. */
	readonly press: (...keys: readonly string[]) => void;
	/** What the terminal shows: a line a row, blanks at the ends left out. */
	readonly text: () => string;
	/** The same with colours. */
	readonly cells: () => Promise<readonly (readonly Cell[])[]>;
	readonly resize: (columns: number, rows: number) => void;
	/** Waits until the terminal shows `text` (or matches it) and gives all that it shows; else fails with that. */
	readonly waitForText: (text: string | RegExp) => Promise<string>;
	/** Waits until the terminal satisfies `check`, which throws while it does not. */
	readonly waitFor: (check: (shown: string) => void) => Promise<string>;
	/** The process that the shell runs; undefined while it waits for a command. */
	readonly foregroundPid: () => number | undefined;
	/** The title that a program gave its window. */
	readonly title: () => string;
	readonly modes: () => TerminalModes;
	readonly [Symbol.dispose]: () => void;
};

/** What a full-screen program changes in a terminal and has to put back. */
export type TerminalModes = {
	readonly isAlternate: boolean;
	readonly isCursorShown: boolean;
	readonly isMouseReported: boolean;
	readonly areKeypadKeysApplication: boolean;
};

export type TmuxOptions = {
	readonly columns?: number;
	readonly rows?: number;
	readonly environment?: Readonly<Record<string, string>>;
};

let opened = 0;

/** Opens a terminal with a shell. `using` closes it, and with it what still runs in it. */
export function openTmux({columns = 200, rows = 50, environment = {}}: TmuxOptions = {}): TmuxTerminal {
	opened++;
	const socket = `vmmap-tui-test-${process.pid}-${opened}`;
	const tmux = (...arguments_: readonly string[]) =>
		execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...arguments_], {
			encoding: 'utf8',
			env: {...inheritedEnvironment(), COLORTERM: 'truecolor', PS1: '$ ', ...environment},
		});
	tmux(
		...['start-server', ';', 'set-option', '-g', 'default-terminal', 'tmux-256color', ';'],
		...['set-option', '-g', 'status', 'off', ';', 'set-option', '-g', 'escape-time', '0', ';'],
		...['new-session', '-d', '-x', String(columns), '-y', String(rows), 'sh'],
	);
	const size = {columns, rows};
	const text = () => tmux('capture-pane', '-p').replace(/\n$/, '');
	const waitFor = async (check: (shown: string) => void) =>
		waitUntil(() => {
			const shown = text();
			check(shown);
			return shown;
		});
	const type = (...texts: readonly string[]) => {
		for (const typed of texts) {
			tmux('send-keys', '-l', '--', typed);
		}
	};

	const press = (...keys: readonly string[]) => {
		tmux('send-keys', ...keys);
	};

	return {
		run: command => {
			type(command);
			press('Enter');
		},
		type,
		press,
		text,
		cells: async () => {
			const screen = new Screen(size.columns, size.rows);
			screen.write(tmux('capture-pane', '-e', '-N', '-p').replace(/\n$/, ''));
			return screen.cells();
		},
		resize: (newColumns, newRows) => {
			size.columns = newColumns;
			size.rows = newRows;
			tmux('resize-window', '-x', String(newColumns), '-y', String(newRows));
		},
		waitForText: async wanted =>
			waitFor(shown => {
				if (typeof wanted === 'string' ? !shown.includes(wanted) : !wanted.test(shown)) {
					throw new Error(`The terminal does not show ${wanted}:\n${shown}`);
				}
			}),
		waitFor,
		foregroundPid: () => {
			const {stdout} = spawnSync('pgrep', ['-P', format(tmux, '#{pane_pid}')], {encoding: 'utf8'});
			return stdout === '' ? undefined : Number(stdout);
		},
		title: () => format(tmux, '#{pane_title}'),
		modes: () => ({
			isAlternate: format(tmux, '#{alternate_on}') === '1',
			isCursorShown: format(tmux, '#{cursor_flag}') === '1',
			isMouseReported: format(tmux, '#{mouse_any_flag}') === '1',
			areKeypadKeysApplication: format(tmux, '#{keypad_flag}') === '1',
		}),
		[Symbol.dispose]: atExit(() => spawnSync('tmux', ['-L', socket, 'kill-server'])),
	};
}

function format(tmux: (...arguments_: readonly string[]) => string, template: string): string {
	return tmux('display-message', '-p', template).trim();
}

/** What a person's shell would have: not what the test runner set for itself, nor an outer tmux. */
function inheritedEnvironment(): Readonly<Record<string, string | undefined>> {
	const own = /^(?:CI|NO_COLOR|FORCE_COLOR|NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|TMUX.*|COLUMNS|LINES|INK_.*)$/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
