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
];

/**
 * Installs the programs that the tests start where they are missing, on a Debian or Ubuntu as root. Elsewhere says what
 * to install: a test whose program is missing fails, and that is its reason.
 */
export function installTestTools() {
	if (process.platform !== 'linux') {
		return;
	}

	const packages = tools.filter(({program}) => !isInstalled(program)).flatMap(({debian}) => debian.split(' '));
	if (packages.length === 0) {
		return;
	}

	const canInstall = process.getuid() === 0 && isInstalled('apt-get');
	if (canInstall) {
		process.stderr.write(`Installing what the tests start: ${packages.join(' ')}...\n`);
	}

	if (!canInstall || !(aptGet('update') && aptGet('install', '--yes', '--no-install-recommends', ...packages))) {
		process.stderr.write(
			`The tests start programs that are missing here; on Debian they are in: ${packages.join(' ')} (apt-get install, as root).\n`,
		);
	}
}

function isInstalled(program) {
	return spawnSync('sh', ['-c', `command -v ${program}`], {stdio: 'ignore'}).status === 0;
}

function aptGet(...parameters) {
	const {status} = spawnSync('apt-get', ['-qq', ...parameters], {
		stdio: ['ignore', 'ignore', 2],
		env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
	});
	return status === 0;
}
