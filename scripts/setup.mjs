/**
 * Brings the folder into the state that an npm script needs, before it runs. Plain JavaScript for Node 18 and newer:
 * the Node of the machine starts it, the project's own comes with the packages.
 *
 *   node scripts/setup.mjs                 packages
 *   node scripts/setup.mjs --build         packages and distribution/
 *   node scripts/setup.mjs --test-tools    packages and the programs that the tests start
 *
 * Says one line a step on standard error and nothing on standard output, which belongs to the program.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {installTestTools} from './setup/test-tools.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inRoot = name => path.join(root, name);
const argv = new Set(process.argv.slice(2));

installPackages();

if (argv.has('--build')) {
	buildWhereOld();
}

if (argv.has('--test-tools')) {
	installTestTools();
}

/** npm writes a copy of the lock file last, so that a copy which is as new says that the packages are complete. */
function installPackages() {
	if (newest(inRoot('node_modules/.package-lock.json')) >= newest(inRoot('package-lock.json'))) {
		return;
	}

	say('Installing packages...');
	// Warnings at this point are about the machine's Node, which only starts this script.
	run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'The packages cannot be installed');
}

function buildWhereOld() {
	const sources = ['source', 'scripts', 'package.json', 'package-lock.json'].map(name => newest(inRoot(name)));
	if (newest(inRoot('distribution/cli.js')) >= Math.max(...sources)) {
		return;
	}

	say('Building...');
	// By npm, so that the project's own Node does it.
	run('npm', ['run', '--silent', 'build'], 'The build failed');
}

/** When a file, or the newest file below a folder, was last changed; 0 where there is nothing. */
function newest(name) {
	if (!existsSync(name)) {
		return 0;
	}

	const stats = statSync(name);
	return stats.isDirectory()
		? Math.max(stats.mtimeMs, ...readdirSync(name).map(child => newest(path.join(name, child))))
		: stats.mtimeMs;
}

function run(command, parameters, failure) {
	const {status, error} = spawnSync(command, parameters, {
		cwd: root,
		// Progress is of no interest, and mistakes are said on standard error.
		stdio: ['ignore', 'ignore', 2],
		shell: process.platform === 'win32' && command === 'npm',
	});
	if (status !== 0) {
		say(`${failure}: ${error ? error.message : 'see above'}.`);
		process.exit(1);
	}
}

function say(sentence) {
	process.stderr.write(`${sentence}\n`);
}
