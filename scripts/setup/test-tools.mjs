import {spawnSync} from 'node:child_process';

/** What the tests start, and the Debian package that has it. */
const tools = [
	{program: 'tmux', debian: 'tmux'},
	{program: 'gcc', debian: 'gcc libc6-dev'},
	{program: 'pmap', debian: 'procps'},
	{program: 'java', debian: 'default-jdk-headless'},
	{program: 'python3', debian: 'python3'},
	{program: 'setpriv', debian: 'util-linux'},
	{program: 'sqlite3', debian: 'sqlite3'},
	{program: 'strace', debian: 'strace'},
];

/** What some tests start, which are skipped without it: a distribution may lack any. None is large. */
const furtherTools = [
	{program: 'redis-server', debian: 'redis-server'},
	{program: 'ruby', debian: 'ruby'},
	{program: 'php', debian: 'php-cli'},
	{library: 'libtcmalloc_minimal.so.4', debian: 'libtcmalloc-minimal4'},
	{library: 'libmimalloc.so.2.0', debian: 'libmimalloc2.0'},
	{library: 'libjemalloc.so.2', debian: 'libjemalloc2'},
];

/**
 * Installs the programs that the tests start where they are missing, on a Debian or Ubuntu as root. Elsewhere says what
 * to install: a test whose program is missing fails, and that is its reason.
 */
export function installTestTools() {
	if (process.platform !== 'linux') {
		return;
	}

	const packages = tools.filter(isMissing).flatMap(({debian}) => debian.split(' '));
	const further = furtherTools.filter(isMissing).map(({debian}) => debian);
	const all = [...packages, ...further];
	if (all.length === 0) {
		return;
	}

	const canInstall = process.getuid() === 0 && isInstalled('apt-get');
	if (canInstall) {
		process.stderr.write(`Installing what the tests start: ${all.join(' ')}...\n`);
	}

	const isUpdated = canInstall && aptGet('update');
	if (packages.length > 0 && !(isUpdated && install(packages))) {
		sayMissing('The tests start programs', packages);
	}

	// One by one, so that what a distribution does not have keeps none of the others away.
	const refused = further.filter(name => !(isUpdated && install([name])));
	if (refused.length > 0) {
		sayMissing('Some tests are skipped, as they start programs', refused);
	}
}

function sayMissing(what, packages) {
	process.stderr.write(
		`${what} that are missing here; on Debian they are in: ${packages.join(' ')} (apt-get install, as root).\n`,
	);
}

function isMissing({program, library}) {
	return program === undefined ? !canLoad(library) : !isInstalled(program);
}

function isInstalled(program) {
	return spawnSync('sh', ['-c', `command -v ${program}`], {stdio: 'ignore'}).status === 0;
}

/** The loader says on standard error what it cannot load, and goes on. */
function canLoad(library) {
	return spawnSync('true', {env: {...process.env, LD_PRELOAD: library}}).stderr?.length === 0;
}

function install(packages) {
	return aptGet('install', '--yes', '--no-install-recommends', ...packages);
}

function aptGet(...parameters) {
	const {status} = spawnSync('apt-get', ['-qq', ...parameters], {
		stdio: ['ignore', 'ignore', 2],
		env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
	});
	return status === 0;
}
