import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {atExit} from './at-exit.ts';
import {compileC, compileJava, targetSources} from './compile-target.ts';
import {waitUntil} from './wait-until.ts';

/** A process that was started to be looked at. `await using` ends it. */
export type RunningTarget = {
	readonly pid: number;
	/** What it said before it was ready. */
	readonly lines: readonly string[];
	/** A folder of its own for the files that it maps. */
	readonly directory: string;
	/** Stops it (SIGSTOP) and waits until all its threads stand still: its numbers no longer change. */
	readonly freeze: () => Promise<void>;
	/** Ends it at once and waits until it is gone. */
	readonly kill: () => Promise<void>;
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** A mapping that a target says it made; the C side is test/targets/mappings/report.h. */
export type ReportedMapping = {
	readonly name: string;
	/** Hex digits. */
	readonly address: string;
	readonly size?: number;
	readonly resident?: number;
	readonly privateResident?: number;
	readonly permissions?: string;
	/** Hex digits of the bytes of the path. */
	readonly path?: string;
	/** It is a part of a VMA, which only the page tables tell from the rest. */
	readonly isPart?: boolean;
};

/** Starts the C program that makes every kind of mapping. */
export async function startMappings(): Promise<RunningTarget> {
	return startTarget(compileC('mappings'), directory => [directory]);
}

/** Starts a C program with `count` VMAs and the few that every program has. */
export async function startManyVmas(count: number): Promise<RunningTarget> {
	return startTarget(compileC('many-vmas.c'), directory => [String(count), directory]);
}

/**
 * Starts a C program with `count` threads besides the first, of the names `worker-0` and on; thread n
 * touches n % 16 pages of its stack. With `guarded` their stacks have their guards inside, and it says `no guards` where
 * the kernel has no such guards. With `ended` every other thread has ended.
 */
export async function startManyThreads(
	count: number,
	...kind: readonly ('guarded' | 'ended')[]
): Promise<RunningTarget> {
	return startTarget(compileC('many-threads.c'), () => [String(count), ...kind]);
}

/** Starts a 32-bit program, where the kernel runs those. */
export async function startThirtyTwoBit(): Promise<RunningTarget> {
	const flags = ['-m32', '-nostdlib', '-static', '-ffreestanding', '-fno-pic', '-no-pie', '-fno-stack-protector'];
	return startTarget(compileC('thirty-two-bit.c', ...flags));
}

/** Starts a C program whose first thread has ended while another, `runs-on`, waits. */
export async function startMainThreadEnds(): Promise<RunningTarget> {
	return startTarget(compileC('main-thread-ends.c'));
}

/** Starts Node.js with a worker thread. */
export async function startNode(): Promise<RunningTarget> {
	return startTarget(process.execPath, () => [path.join(targetSources, 'node.mjs')]);
}

/** Starts Python with native modules and threads. */
export async function startPython(): Promise<RunningTarget> {
	return startTarget('python3', () => [path.join(targetSources, 'threads.py')]);
}

/** Starts a JVM with a few or `threads` threads and an array of 8 MB; its heap is small unless its options say otherwise. */
export async function startJava({
	program = 'java',
	threads = 3,
	options = [],
	user,
}: {
	readonly program?: string;
	readonly threads?: number;
	readonly options?: readonly string[];
	/** As whom it runs; takes root. */
	readonly user?: number;
} = {}): Promise<RunningTarget> {
	const compiled = compileJava('Threads.java');
	const classes = user === undefined ? compiled : copyForAll(compiled);
	return startTarget(program, () => ['-Xmx64m', ...options, '-cp', classes, 'Threads', String(threads)], user);
}

/** A copy of a folder that every user can read. */
function copyForAll(folder: string): string {
	const copy = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-copy-'));
	cpSync(folder, copy, {recursive: true});
	chmodSync(copy, 0o755);
	atExit(() => rmSync(copy, {recursive: true, force: true}));
	return copy;
}

/** Starts a program that says `ready` on a line of its own and ends when its standard input does. */
export async function startTarget(
	program: string,
	arguments_: (directory: string) => readonly string[] = () => [],
	user?: number,
): Promise<RunningTarget> {
	const directory = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-target-'));
	const child = spawn(program, arguments_(directory), {
		stdio: ['pipe', 'pipe', 'inherit'],
		...(user !== undefined && {uid: user, gid: user}),
	});
	const exited = once(child, 'exit');
	const cleanUp = atExit(() => {
		child.kill('SIGKILL');
		rmSync(directory, {recursive: true, force: true});
		// The name that the C program gives up itself, unless it is killed.
		rmSync(`/dev/shm/vmmap-tui-test-${child.pid}`, {force: true});
	});
	// The error of a program that cannot be started is thrown where it is waited for.
	exited.catch(() => {});
	const lines = await readUntilReady(child, exited, program);
	const {pid} = child;
	if (pid === undefined) {
		throw new Error(`${program} has no pid`);
	}

	const kill = async () => {
		child.kill('SIGKILL');
		await exited;
	};

	return {
		pid,
		lines,
		directory,
		freeze: async () => freeze(child, pid),
		kill,
		[Symbol.asyncDispose]: async () => {
			child.kill('SIGCONT');
			child.stdin?.end();
			const deadline = setTimeout(() => child.kill('SIGKILL'), 5000);
			await exited;
			clearTimeout(deadline);
			cleanUp();
		},
	};
}

async function readUntilReady(child: ChildProcess, exited: Promise<unknown>, program: string): Promise<string[]> {
	if (!child.stdout) {
		throw new Error(`${program} has no standard output`);
	}

	const lines: string[] = [];
	const reader = createInterface({input: child.stdout});
	const ready = new Promise<boolean>(resolve => {
		reader.on('line', line => {
			if (line === 'ready') {
				resolve(true);
			} else {
				lines.push(line);
			}
		});
	});
	if (!(await Promise.race([ready, exited.then(() => false)]))) {
		throw new Error(`${program} ended before it was ready:\n${lines.join('\n')}`);
	}

	return lines;
}

async function freeze(child: ChildProcess, pid: number): Promise<void> {
	child.kill('SIGSTOP');
	await waitUntil(() => {
		const running = readdirSync(`/proc/${pid}/task`).filter(thread => threadState(pid, thread) !== 'T');
		if (running.length > 0) {
			throw new Error(`Threads ${running.join(', ')} of process ${pid} do not stop`);
		}
	});
}

/** The letter after the name: `8606 (sleep) S 8600 ...`. The name itself may hold brackets and blanks. */
function threadState(pid: number, thread: string): string | undefined {
	const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
	return stat.slice(stat.lastIndexOf(')') + 2)[0];
}

/** The mappings that a target said it made, by name. Those that this machine does not have are left out. */
export function reportedMappings({lines}: RunningTarget): ReadonlyMap<string, ReportedMapping> {
	return new Map(
		lines
			.map((line): ReportedMapping & {readonly unavailable?: string} => JSON.parse(line))
			.filter(({unavailable}) => unavailable === undefined)
			.map(mapping => [mapping.name, mapping]),
	);
}
