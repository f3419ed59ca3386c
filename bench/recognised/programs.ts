import {type ChildProcess, execFileSync, type SpawnOptions, spawn} from 'node:child_process';
import {chownSync, mkdirSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {compileJava, isInstalled, targetSources} from '../../test/helpers/compile-target.ts';

/** A real program in which memory is recognised. */
export type Program = {
	readonly name: string;
	/** What must be there to run it. */
	readonly needs: readonly string[];
	/** Starts it; it is ended by a signal. `folder` is empty and its own. */
	readonly start: (folder: string) => ChildProcess;
	/** Gives it something to hold, when its memory stands still for the first time. */
	readonly fill?: () => void;
	/** Which of its processes is looked at, by what its command line matches; else the first. */
	readonly child?: RegExp;
};

const redisPort = '16399';
const postgresqlPort = '16432';

const chromium = (folder: string): ChildProcess =>
	begin('chromium', [
		'--headless=new',
		'--no-sandbox',
		'--disable-gpu',
		`--user-data-dir=${folder}`,
		'--remote-debugging-port=0',
		'data:text/html,<script>kept=[];for(i=0;i<2e5;i++)kept.push({i,text:""+i})</script>',
	]);

/** In the order of the table. Those that are not installed are left out of it. */
export const programs: readonly Program[] = [
	{name: 'Node.js', needs: [], start: () => begin(process.execPath, [path.join(targetSources, 'node.mjs')])},
	{name: 'CPython', needs: ['python3'], start: () => begin('python3', [path.join(targetSources, 'threads.py')])},
	{
		name: 'OpenJDK, heap of 64 MB',
		needs: ['java', 'javac'],
		start: () => begin('java', ['-Xmx64m', '-cp', compileJava('Threads.java'), 'Threads']),
	},
	{
		name: 'OpenJDK compiling',
		needs: ['jshell'],
		start: () => begin('jshell', ['-s', '-']),
	},
	{name: 'Chromium, browser', needs: ['chromium'], start: chromium},
	{name: 'Chromium, renderer', needs: ['chromium'], start: chromium, child: /--type=renderer/},
	{name: 'Chromium, network service', needs: ['chromium'], start: chromium, child: /NetworkService/},
	{
		name: 'Redis, 200,000 keys',
		needs: ['redis-server', 'redis-cli'],
		start: folder =>
			begin('redis-server', ['--port', redisPort, '--save', '', '--dir', folder, '--enable-debug-command', 'yes']),
		fill: () => execFileSync('redis-cli', ['-p', redisPort, 'debug', 'populate', '200000']),
	},
	{name: 'PostgreSQL, server', needs: ['postgres', 'initdb'], start: startPostgresql},
	{
		name: 'PostgreSQL, background writer',
		needs: ['postgres', 'initdb'],
		start: startPostgresql,
		child: /background writer/,
	},
	{name: 'Perl', needs: ['perl'], start: () => begin('perl', ['-e', '@kept = map { {n => $_} } 1..200000; <STDIN>'])},
	{name: 'Git', needs: ['git'], start: () => begin('git', ['cat-file', '--batch'])},
	{name: 'SQLite', needs: ['sqlite3'], start: () => begin('sqlite3', ['-interactive', ':memory:'])},
	{name: 'GDB', needs: ['gdb'], start: () => begin('gdb', ['-q'])},
	{name: 'Bash', needs: ['bash'], start: () => begin('bash', ['-c', 'kept=$(seq 100000); read -r line'])},
];

/** Whether everything is there to run a program. */
export function canRun({needs}: Program): boolean {
	return needs.every(isInstalled);
}

function begin(command: string, arguments_: readonly string[], options: SpawnOptions = {}): ChildProcess {
	return spawn(command, arguments_, {stdio: ['pipe', 'ignore', 'ignore'], ...options});
}

/** PostgreSQL refuses to run as root, and then runs as its own user. */
function startPostgresql(folder: string): ChildProcess {
	const data = path.join(folder, 'data');
	mkdirSync(data, {mode: 0o700});
	const user = process.getuid?.() === 0 ? findUser('postgres') : {};
	if (user.uid !== undefined && user.gid !== undefined) {
		chownSync(folder, user.uid, user.gid);
		chownSync(data, user.uid, user.gid);
	}

	execFileSync('initdb', ['-D', data, '-A', 'peer'], {...user, cwd: folder, stdio: 'ignore'});
	return begin('postgres', ['-D', data, '-p', postgresqlPort, '-k', folder], {...user, cwd: folder});
}

/** root:x:0:0:root:/root:/bin/bash */
function findUser(name: string): {readonly uid?: number; readonly gid?: number} {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find(entry => entry.startsWith(`${name}:`));
	const [, , uid, gid] = line?.split(':') ?? [];
	return uid === undefined || gid === undefined ? {} : {uid: Number(uid), gid: Number(gid)};
}

/** A process and all that descend from it. */
export function processesBelow(pid: number): readonly number[] {
	const children = new Map<number, number[]>();
	for (const entry of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
		const parent = readParent(Number(entry));
		if (parent !== undefined) {
			children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
		}
	}

	const found = [pid];
	for (const known of found) {
		found.push(...(children.get(known) ?? []));
	}

	return found;
}

/** PPid of /proc/PID/status; undefined where the process has ended meanwhile. */
function readParent(pid: number): number | undefined {
	try {
		const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
		return parent === undefined ? undefined : Number(parent);
	} catch {
		return;
	}
}
