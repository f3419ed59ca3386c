import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {
	canLoad,
	compileC,
	compileGo,
	compileJava,
	isInstalled,
	targetSources,
} from '../../test/helpers/compile-target.ts';
import {type StartedProgram, start, startPostgresql} from '../../test/helpers/real-programs.ts';

/** A real program in which memory is recognised. */
export type Program = {
	readonly name: string;
	/** What must be there to run it: programs, or libraries that the loader finds. */
	readonly needs: readonly string[];
	readonly start: () => StartedProgram;
	/** Gives it something to hold, when its memory stands still for the first time. */
	readonly fill?: (started: StartedProgram) => void;
	/** Which of its processes is looked at, by what its command line matches; else the first. */
	readonly child?: RegExp;
};

const target = (name: string) => path.join(targetSources, name);

const chromium = () =>
	begin('chromium', [
		'--headless=new',
		'--no-sandbox',
		'--disable-gpu',
		'--user-data-dir=.',
		'--remote-debugging-port=0',
		'data:text/html,<script>kept=[];for(i=0;i<2e5;i++)kept.push({i,text:""+i})</script>',
	]);

const redis = () => {
	const options = ['--port', '0', '--unixsocket', 'socket', '--save', '', '--enable-debug-command', 'yes'];
	return begin('redis-server', [...options, '--rdb-key-save-delay', '100']);
};

const fillRedis = (started: StartedProgram) => askRedis(started, ['debug', 'populate', '200000']);

const fillAndSave = (started: StartedProgram) => {
	fillRedis(started);
	askRedis(started, ['bgsave']);
};

const java = (...options: readonly string[]) =>
	begin('java', [...options, '-cp', compileJava('Threads.java'), 'Threads']);

const withMalloc = (library: string): Program => ({
	name: `C with ${library.replace(/\.so.*/, '')}`,
	needs: [library, 'gcc'],
	start: () => begin('env', [`LD_PRELOAD=${library}`, compileC('allocator.c')]),
});

/** In the order of the table. Those that are not installed are left out of it. */
export const programs: readonly Program[] = [
	{name: 'Node.js', needs: [], start: () => begin(process.execPath, [target('node.mjs')])},
	{name: 'CPython', needs: ['python3'], start: () => begin('python3', [target('threads.py')])},
	{name: 'OpenJDK, heap of 64 MB', needs: ['java', 'javac'], start: () => java('-Xmx64m')},
	{name: 'OpenJDK, ZGC', needs: ['java', 'javac'], start: () => java('-XX:+UseZGC', '-Xmx256m')},
	{
		name: 'OpenJDK, pointers of 64 bits',
		needs: ['java', 'javac'],
		start: () => java('-XX:-UseCompressedOops', '-Xmx200m'),
	},
	{name: 'OpenJDK compiling', needs: ['jshell'], start: () => begin('jshell', ['-s', '-'])},
	{name: 'Go', needs: ['go'], start: () => begin(compileGo('holds.go'), [])},
	{name: 'PHP', needs: ['php'], start: () => begin('php', [target('holds.php')])},
	{name: 'Ruby', needs: ['ruby'], start: () => begin('ruby', [target('holds.rb')])},
	{
		name: 'Perl',
		needs: ['perl'],
		start: () => begin('perl', ['-e', '@kept = map { {n => $_} } 1..200000; <STDIN>']),
	},
	withMalloc('libtcmalloc_minimal.so.4'),
	withMalloc('libmimalloc.so.2.0'),
	withMalloc('libjemalloc.so.2'),
	{name: 'Chromium, browser', needs: ['chromium'], start: chromium},
	{name: 'Chromium, renderer', needs: ['chromium'], start: chromium, child: /--type=renderer/},
	{name: 'Chromium, GPU process', needs: ['chromium'], start: chromium, child: /--type=gpu-process/},
	{name: 'Chromium, network service', needs: ['chromium'], start: chromium, child: /NetworkService/},
	{name: 'Redis, 200,000 keys', needs: ['redis-server', 'redis-cli'], start: redis, fill: fillRedis},
	{name: 'Redis while BGSAVE', needs: ['redis-server', 'redis-cli'], start: redis, fill: fillAndSave},
	{
		name: 'Redis, the child of BGSAVE',
		needs: ['redis-server', 'redis-cli'],
		start: redis,
		fill: fillAndSave,
		child: /redis-rdb-bgsave/,
	},
	{name: 'PostgreSQL, server', needs: ['postgres', 'initdb'], start: () => startPostgresql()},
	{
		name: 'PostgreSQL, background writer',
		needs: ['postgres', 'initdb'],
		start: () => startPostgresql(),
		child: /background writer/,
	},
	{name: 'Git', needs: ['git'], start: () => begin('git', ['-C', targetSources, 'cat-file', '--batch'])},
	{name: 'SQLite', needs: ['sqlite3'], start: () => begin('sqlite3', ['-interactive', ':memory:'])},
	{name: 'GDB', needs: ['gdb'], start: () => begin('gdb', ['-q'])},
	{name: 'Bash', needs: ['bash'], start: () => begin('bash', ['-c', 'kept=$(seq 100000); read -r line'])},
];

/** Whether everything is there to run a program. */
export function canRun({needs}: Program): boolean {
	return needs.every(name => (name.includes('.so.') ? canLoad(name) : isInstalled(name)));
}

function begin(command: string, arguments_: readonly string[]): StartedProgram {
	return start(command, arguments_, {stdio: ['pipe', 'ignore', 'ignore']});
}

function askRedis({directory}: StartedProgram, command: readonly string[]): void {
	execFileSync('redis-cli', ['-s', 'socket', ...command], {cwd: directory});
}
