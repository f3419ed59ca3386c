import {type ChildProcess, execFileSync, type SpawnOptions, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A program that was started to be looked at. `await using` ends it. */
export type StartedProgram = {
	readonly pid: number;
	/** Where it runs: a folder of its own. */
	readonly directory: string;
} & AsyncDisposable;

/** Starts a program that does not say when it is ready. */
export function start(command: string, arguments_: readonly string[], options: SpawnOptions = {}): StartedProgram {
	const directory = options.cwd === undefined ? makeFolder() : String(options.cwd);
	const child = spawn(command, arguments_, {stdio: 'ignore', cwd: directory, ...options});
	return {pid: child.pid ?? Number.NaN, directory, [Symbol.asyncDispose]: () => end(child, directory)};
}

/** Starts a server of PostgreSQL in a folder of its own. It refuses to run as root, and then runs as its own user. */
export function startPostgresql(settings: readonly string[] = []): StartedProgram {
	const directory = makeFolder();
	const data = path.join(directory, 'data');
	mkdirSync(data, {mode: 0o700});
	const user = process.getuid?.() === 0 ? findUser('postgres') : {};
	if (user.uid !== undefined && user.gid !== undefined) {
		chownSync(directory, user.uid, user.gid);
		chownSync(data, user.uid, user.gid);
	}

	execFileSync('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '-N'], {
		...user,
		cwd: directory,
		stdio: 'ignore',
	});
	const arguments_ = [
		'-D',
		data,
		'-k',
		directory,
		'-c',
		'listen_addresses=',
		...settings.flatMap(text => ['-c', text]),
	];
	return start('postgres', arguments_, {...user, cwd: directory});
}

function makeFolder(): string {
	return mkdtempSync(path.join(tmpdir(), 'vmmap-tui-real-'));
}

async function end(child: ChildProcess, directory: string): Promise<void> {
	const exited = once(child, 'exit');
	if (child.exitCode === null && child.signalCode === null) {
		// SIGINT is what PostgreSQL takes for a fast end; the others end by it or by the end of their input.
		child.stdin?.end();
		child.kill('SIGINT');
		const deadline = setTimeout(() => child.kill('SIGKILL'), 5000);
		await exited;
		clearTimeout(deadline);
	}

	rmSync(directory, {recursive: true, force: true, maxRetries: 10, retryDelay: 200});
}

/** root:x:0:0:root:/root:/bin/bash */
function findUser(name: string): {readonly uid?: number; readonly gid?: number} {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find(entry => entry.startsWith(`${name}:`));
	const [, , uid, gid] = line?.split(':') ?? [];
	return uid === undefined || gid === undefined ? {} : {uid: Number(uid), gid: Number(gid)};
}
