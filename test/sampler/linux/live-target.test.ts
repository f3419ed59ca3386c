import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {afterEach, describe, expect, test} from 'vitest';
import {createLinuxSampler} from '../../../source/sampler/linux/linux-sampler.ts';
import {openMemory} from '../../../source/sampler/linux/memory/open-memory.ts';
import {readVmas} from '../../../source/sampler/linux/read-vmas.ts';
import {createVmaReader} from '../../../source/sampler/linux/vma-reader.ts';
import type {SampleFailure, SampleResult, Target} from '../../../source/sampler/sampler.ts';
import {readRollup, readStatus} from '../../helpers/kernel.ts';
import {describeBlocks} from '../../helpers/live-snapshot.ts';
import {startMainThreadEnds, startNode} from '../../helpers/targets.ts';
import {waitUntil} from '../../helpers/wait-until.ts';

const sampler = createLinuxSampler();
const children: ChildProcess[] = [];

afterEach(() => {
	for (const child of children.splice(0)) {
		child.kill('SIGKILL');
	}
});

function start(program: string, ...args: readonly string[]): ChildProcess & {readonly pid: number} {
	const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'inherit']});
	children.push(child);
	if (child.pid === undefined) {
		throw new Error(`${program} cannot be started`);
	}

	return Object.assign(child, {pid: child.pid});
}

function open(pid: number): Target {
	const target = sampler.openTarget(pid);
	if (target.kind === 'failed') {
		throw new Error(target.sentence);
	}

	return target;
}

function failureOf(pid: number): SampleFailure | SampleResult {
	const target = sampler.openTarget(pid);
	return target.kind === 'failed' ? target : target.sample();
}

describe('a process of this machine', () => {
	test('has the sums that the kernel has of it', async () => {
		await using node = await startNode();
		await node.freeze();
		// What other processes share with it changes its numbers, so it is read until nothing did.
		const {vmas, rollup} = await waitUntil(() => {
			const before = readRollup(node.pid);
			const read = readVmas(`/proc/${node.pid}`, createVmaReader());
			expect(readRollup(node.pid)).toEqual(before);
			if (read.kind !== 'parsed') {
				throw new Error(`smaps is ${read.kind}`);
			}

			return {vmas: read.vmas, rollup: before};
		});
		const {count, size, fields} = vmas;
		const sum = (column: Float64Array = new Float64Array()) => column.reduce((total, value) => total + value, 0);
		expect(sum(size)).toBe(readStatus(node.pid).get('VmSize'));
		for (const name of ['Rss', 'Private_Clean', 'Private_Dirty', 'Anonymous', 'Referenced', 'Swap', 'Locked']) {
			expect(sum(fields[name]), name).toBe(rollup.get(name));
		}

		// Of each mapping's share the kernel leaves out what is no whole kilobyte.
		const pss = rollup.get('Pss') ?? Number.NaN;
		expect(sum(fields['Pss'])).toBeLessThanOrEqual(pss);
		expect(sum(fields['Pss'])).toBeGreaterThan(pss - 1024 * count);
	});

	test('is described', () => {
		const result = open(process.pid).sample();
		expect(result).toMatchObject({
			kind: 'sampled',
			snapshot: {
				process: {
					pid: process.pid,
					executable: process.execPath,
					architecture: process.arch,
					addressDigits: 16,
					parentPid: process.ppid,
				},
				cost: {source: 'smaps'},
			},
		});
		const {command, startTime} = result.kind === 'sampled' ? result.snapshot.process : {};
		expect(command).toBe(readFileSync('/proc/self/cmdline', 'utf8').replace(/\0+$/, '').replaceAll('\0', ' '));
		// The kernel counts the start in ticks and the boot in seconds.
		expect(Math.abs((startTime ?? 0) - performance.timeOrigin)).toBeLessThan(5000);
	});

	test('is listed with all others, in the order of pids', () => {
		const list = sampler.listProcesses();
		expect(list.map(({pid}) => pid)).toEqual(list.map(({pid}) => pid).toSorted((a, b) => a - b));
		expect(list.find(({pid}) => pid === process.pid)).toMatchObject({
			architecture: process.arch,
			privateBytes: expect.any(Number),
			residentBytes: expect.any(Number),
			isKernelThread: false,
		});
	});

	test('may have any name', async () => {
		const child = start(
			process.execPath,
			'-e',
			'process.title = ") (\\n"; console.log(1); setTimeout(() => {}, 60000)',
		);
		await once(child.stdout ?? child, 'data');
		expect(open(child.pid).sample()).toMatchObject({snapshot: {process: {name: ') (\n'}}});
	});
});

describe('a process that', () => {
	test('ends while it is held, has ended', async () => {
		const child = start('sleep', '60');
		const target = open(child.pid);
		expect(target.sample()).toMatchObject({kind: 'sampled'});
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect(target.sample()).toEqual({
			kind: 'failed',
			reason: 'ended',
			sentence: `Process ${child.pid} (sleep) has ended.`,
		});
		target.close();
	});

	test('was never there, is said not to be', async () => {
		const child = start('true');
		await once(child, 'exit');
		expect(failureOf(child.pid)).toMatchObject({reason: 'no such process'});
	});

	test('runs on after its first thread has ended, is seen through another', async () => {
		await using running = await startMainThreadEnds();
		expect(readFileSync(`/proc/${running.pid}/smaps`, 'utf8')).toBe('');
		const target = open(running.pid);
		const result = target.sample();
		if (result.kind === 'failed') {
			throw new Error(result.sentence);
		}

		const library = describeBlocks(result.snapshot).find(({path}) => path.endsWith('/libc.so.6'));
		const {start: first = 0} = library ?? {};
		expect(target.describe?.({start: first, end: first + 4096})).toMatchObject({soname: 'libc.so.6'});
		target.close();
		const {process: facts, notices} = result.snapshot;
		expect({facts, notices}).toMatchObject({facts: {pid: running.pid, name: 'program', threads: 2}, notices: []});
		const stack = describeBlocks(result.snapshot).find(({details}) => details.endsWith(' runs-on'));
		expect(stack).toMatchObject({kind: 'thread stack'});
		const memory = openMemory(running.pid);
		const image = describeBlocks(result.snapshot).find(({path}) => path.endsWith('/program'));
		const bytes = new Uint8Array(4);
		expect(memory.read(image?.start ?? 0, bytes)).toBe(4);
		expect(Buffer.from(bytes).toString('latin1')).toBe('\u007fELF');
		memory.close();
		expect(sampler.emptyWorkingSet(running.pid, [{start: image?.start ?? 0, end: (image?.start ?? 0) + 4096}])).toEqual(
			{
				kind: 'refusal',
				sentence: expect.stringMatching(
					/ cannot be emptied, because its first thread has ended\.$| may not be emptied/,
				),
			},
		);
	});

	test('begins another program, is shown with the stack of that', async () => {
		const child = spawn('sh', ['-c', 'read line; exec sleep 60'], {stdio: ['pipe', 'ignore', 'inherit']});
		children.push(child);
		const target = open(child.pid ?? 0);
		const mainStack = () => {
			const result = target.sample();
			const blocks = result.kind === 'sampled' ? describeBlocks(result.snapshot) : [];
			return blocks.find(({kind}) => kind === 'main stack')?.details;
		};

		await waitUntil(() => expect(mainStack()).toBe(`thread ${child.pid} sh`));
		child.stdin?.write('\n');
		await waitUntil(() => {
			expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).toBe('sleep\0' + '60\0');
			expect(readFileSync(`/proc/${child.pid}/syscall`, 'utf8')).toMatch(/^\d/);
		});
		expect(mainStack()).toBe(`thread ${child.pid} sleep`);
		target.close();
	});

	test('nobody has waited for, is a zombie', async () => {
		const parent = start('sh', '-c', 'sleep 0.01 & echo $!; exec sleep 60');
		const [line] = await once(createInterface({input: parent.stdout ?? process.stdin}), 'line');
		const pid = Number(line);
		const failure = await waitUntil(() => {
			const failure = failureOf(pid);
			expect(failure).toMatchObject({reason: 'zombie'});
			return failure;
		});
		expect(failure).toMatchObject({sentence: expect.stringContaining(`its parent, process ${parent.pid}`)});
	});

	test.skipIf(!existsSync('/proc/2/comm') || readFileSync('/proc/2/comm', 'utf8') !== 'kthreadd\n')(
		'is a thread of the kernel, is told from others (needs to see kthreadd)',
		() => {
			expect(failureOf(2)).toMatchObject({reason: 'kernel thread'});
			expect(sampler.listProcesses().find(({pid}) => pid === 2)).toEqual({
				pid: 2,
				name: 'kthreadd',
				user: 'root',
				isKernelThread: true,
			});
		},
	);
});

describe.skipIf(process.geteuid?.() !== 0)('for a user without rights (needs root, to be somebody else)', () => {
	const script = path.join(import.meta.dirname, 'say-failure.ts');
	const ask = (pid: number, ...command: readonly string[]): unknown => {
		const [program = '', ...args] = [...command, process.execPath, script, String(pid)];
		const {stdout, stderr} = spawnSync(program, args, {encoding: 'utf8'});
		return stdout === '' ? stderr : JSON.parse(stdout);
	};

	test('the process of another is denied, with what would help', () => {
		expect(ask(process.pid, 'setpriv', '--reuid=65534', '--clear-groups', '--bounding-set=-all')).toMatchObject({
			reason: 'not permitted',
			sentence: expect.stringMatching(
				/^Process \d+ \(.+\) belongs to root, so its memory map may not be read: run vmmap-tui as root, or give it CAP_SYS_PTRACE or, since Linux 6\.15, CAP_PERFMON\.$/s,
			),
		});
	});

	test('a process that /proc hides is known to be there', () => {
		const mount = 'mount -t proc -o hidepid=2 proc /proc && exec "$@"';
		const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
		expect(ask(process.pid, 'unshare', '--mount', 'sh', '-c', mount, 'sh', ...asNobody)).toMatchObject({
			reason: 'not permitted',
			sentence: expect.stringContaining('hidepid'),
		});
	});
});
