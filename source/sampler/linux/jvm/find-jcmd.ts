import {statSync} from 'node:fs';
import path from 'node:path';
import {readExecutablePath} from '../executable.ts';
import {unlessRefused} from '../system-error.ts';

/**
 * The jcmd that came with the JVM whose folder of /proc is `folder`: beside its program, or two folders up, where JDK 8 has
 * it for the JRE inside of it. Where there is none, `jcmd`, to be looked for in PATH.
 */
export function findJcmd(folder: string): string {
	const program = readExecutablePath(folder);
	// The path is of the process's own root: only the very file at that path says that it is ours too.
	if (program === undefined || !isSameFile(program, `${folder}/exe`)) {
		return 'jcmd';
	}

	const bin = path.dirname(program);
	const candidates = [path.join(bin, 'jcmd'), path.join(bin, '../../bin/jcmd')];
	return candidates.find(candidate => identify(candidate) !== undefined) ?? 'jcmd';
}

function isSameFile(one: string, other: string): boolean {
	const identity = identify(one);
	return identity !== undefined && identity === identify(other);
}

/** Device and inode of a file; undefined where there is none. */
function identify(file: string): string | undefined {
	return unlessRefused(() => {
		const {dev, ino} = statSync(file, {bigint: true});
		return `${dev} ${ino}`;
	});
}
