#!/usr/bin/env node
/**
 * The file that `vmmap-tui` starts. It imports nothing and uses no new syntax, so that every Node, however old, can read
 * it and say what is wrong; all else is loaded once the Node is known to be new enough.
 */

/** The first Node that runs TypeScript's types away by itself, which the worker and the tests rely on. */
const oldestNode = {major: 22, minor: 18};

function isTooOld(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major < oldestNode.major || (major === oldestNode.major && minor < oldestNode.minor);
}

/**
 * Where Node keeps compiled code between starts, which halves the time to the first frame. It is a folder of the user:
 * Node's own choice is below /tmp, where another user could put code in the way of one who runs this as root.
 */
function findCacheFolder(): string | undefined {
	const {LOCALAPPDATA, XDG_CACHE_HOME, HOME} = process.env;
	const folder = process.platform === 'win32' ? LOCALAPPDATA : (XDG_CACHE_HOME ?? (HOME && `${HOME}/.cache`));
	return folder && `${folder}/vmmap-tui`;
}

if (isTooOld(process.versions.node)) {
	process.stderr.write(
		`vmmap-tui needs Node ${oldestNode.major}.${oldestNode.minor} or newer, and this is Node ${process.versions.node}: install a newer one, or put it first in PATH.\n`,
	);
	process.exitCode = 2;
} else {
	const cacheFolder = findCacheFolder();
	if (cacheFolder) {
		process.getBuiltinModule('node:module').enableCompileCache(cacheFolder);
	}

	void import('./commands/main.ts').then(({main}) => main());
}
