import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

/** What scripts/setup-wine.mjs fills. */
export const cache = fileURLToPath(new URL('../../../.cache/windows/', import.meta.url));

/** Whether Wine has what 32-bit programs need; see scripts/setup-wine.mjs. */
export const canRun32Bit = existsSync(path.join(cache, 'prefix/drive_c/windows/syswow64/ntdll.dll'));

/** Where tests leave files; emptied at the start of a run. */
export const workFolder = path.join(cache, 'work');

const nodeFile = (): string => {
	const name = readdirSync(cache).find(file => /^node-.*\.exe$/.test(file));
	if (!name) {
		throw new Error(`There is no Node for Windows in ${cache}: run scripts/setup-wine.mjs`);
	}

	return path.join(cache, name);
};

const findInPath = (name: string): string =>
	['/usr/lib/wine', ...(process.env['PATH'] ?? '').split(':')]
		.map(folder => path.join(folder, name))
		.find(file => existsSync(file)) ?? name;

/** What Wine goes by. */
const wineEnvironment = () => ({
	// File names outside of ASCII.
	LANG: 'C.UTF-8',
	WINEPREFIX: path.join(cache, 'prefix'),
	WINEARCH: 'win64',
	WINEDEBUG: '-all',
	WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
	NODE_OPTIONS: '',
});

function environment(): NodeJS.ProcessEnv {
	const {DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest} = process.env;
	return {...rest, ...wineEnvironment()};
}

export type Ended = {readonly status: number | null; readonly stdout: string; readonly stderr: string};

/** Runs Windows' Node to its end. Its streams are files: Node under Wine cannot write into a pipe of Linux. */
export function runNode(parameters: readonly string[]): Ended {
	return runProgram(nodeFile(), parameters);
}

/** Runs a Windows program to its end. */
export function runProgram(program: string, parameters: readonly string[]): Ended {
	mkdirSync(workFolder, {recursive: true});
	const folder = mkdtempSync(path.join(workFolder, 'run-'));
	const files = ['stdout', 'stderr'].map(name => path.join(folder, name));
	const [stdout = '', stderr = ''] = files;
	const streams = files.map(file => openSync(file, 'w'));
	const {status} = spawnSync(findInPath('wine64'), [program, ...parameters], {
		env: environment(),
		stdio: ['ignore', ...streams],
		timeout: 60_000,
	});
	for (const stream of streams) {
		closeSync(stream);
	}

	const ended = {status, stdout: readFileSync(stdout, 'utf8'), stderr: readFileSync(stderr, 'utf8')};
	rmSync(folder, {recursive: true});
	return ended;
}

/** Starts a Windows program, which goes on until Wine is stopped. */
export function startProgram(program: string, parameters: readonly string[]): ChildProcess {
	return spawn(findInPath('wine64'), [program, ...parameters], {env: environment(), stdio: 'ignore'});
}

/** What a shell runs for the built program in a terminal of this size; see terminal-streams.cjs. */
export function screenCommand(parameters: readonly string[], size: {readonly columns: number; readonly rows: number}) {
	const streams = fileURLToPath(new URL('../programs/terminal-streams.cjs', import.meta.url));
	const cli = path.join(cache, 'app/distribution/cli.js');
	const command = [
		findInPath('wine64'),
		nodeFile(),
		'--require',
		windowsPath(streams),
		windowsPath(cli),
		...parameters,
	];
	const {columns, rows} = size;
	return {
		// Keys go through one by one and as they are.
		command: `stty raw -echo; cat | ${command.map(part => `'${part}'`).join(' ')} | cat; stty sane`,
		environment: {...wineEnvironment(), COLORTERM: 'truecolor', TERMINAL_SIZE: `${columns}x${rows}`},
	};
}

/** Keeps Wine's server for a minute after its last program, so that each need not start it. */
export function keepServer(): void {
	spawnSync(findInPath('wineserver'), ['-p60'], {env: environment(), stdio: 'ignore'});
}

/** Ends everything that runs in the prefix of the tests. */
export function stopWine(): void {
	spawnSync(findInPath('wineserver'), ['-k'], {env: environment(), stdio: 'ignore'});
	spawnSync(findInPath('wineserver'), ['-w'], {env: environment(), stdio: 'ignore'});
}

/** The name under which a Windows program finds a file: Wine has the root as drive Z. */
export function windowsPath(file: string): string {
	return `Z:${file.replaceAll('/', '\\')}`;
}

/** Runs the built program to its end. */
export function runCli(parameters: readonly string[]): Ended {
	return runNode([windowsPath(path.join(cache, 'app/distribution/cli.js')), ...parameters]);
}
