import {copyFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {createLinuxSampler} from '../../../source/sampler/linux/linux-sampler.ts';
import {openTarget} from '../../../source/sampler/linux/target.ts';
import {createVmaReader} from '../../../source/sampler/linux/vma-reader.ts';
import type {SampleResult} from '../../../source/sampler/sampler.ts';
import {copySleepTree, type ProcTree} from './proc-tree.ts';

/** Samples the process of a tree once. While its smaps is read, `meanwhile` happens. */
function sample({root, pid}: ProcTree, meanwhile: (attempt: number) => void = () => {}): SampleResult {
	const reader = createVmaReader();
	let attempt = 0;
	const target = openTarget(pid, {
		procRoot: root,
		nameUser: user => `user ${user}`,
		reader: {
			read(file) {
				attempt++;
				meanwhile(attempt);
				return reader.read(file);
			},
		},
	});
	if (target.kind === 'failed') {
		return target;
	}

	const result = target.sample();
	target.close();
	return result;
}

function takeSnapshot(tree: ProcTree, meanwhile?: (attempt: number) => void) {
	const result = sample(tree, meanwhile);
	if (result.kind === 'failed') {
		throw new Error(result.sentence);
	}

	return result.snapshot;
}

describe('a captured tree', () => {
	test('gives a snapshot of the process as it was', () => {
		using tree = copySleepTree();
		const snapshot = takeSnapshot(tree);
		expect(snapshot.process).toEqual({
			pid: 28_068,
			name: 'sleep',
			command: 'sleep 60',
			addressDigits: 16,
			user: 'user 0',
			parentPid: 28_063,
			threads: 1,
			startTime: expect.any(Number),
		});
		expect(snapshot).toMatchObject({
			platform: 'linux',
			pageSize: 4096,
			cost: {source: 'smaps', attempts: 1, milliseconds: expect.any(Number)},
			notices: [],
			counters: {VmSize: 2920 * 1024},
		});
		expect(snapshot.strings).toContain('[stack]');
		expect(snapshot.strings).not.toContain('[vsyscall]');
	});

	test('tells the architecture where the program is there', () => {
		using tree = copySleepTree();
		copyFileSync(process.execPath, path.join(tree.root, String(tree.pid), 'exe'));
		expect(takeSnapshot(tree).process).toMatchObject({architecture: process.arch, addressDigits: 16});
	});

	test('of a process with low addresses has short ones', () => {
		using tree = copySleepTree();
		tree.write('smaps', '08048000-08049000 r-xp 00000000 08:01 7     /bin/old\nSize: 4 kB\nRss: 4 kB\n');
		expect(takeSnapshot(tree).process.addressDigits).toBe(8);
	});

	test('without auxv has the page size of its mappings', () => {
		using tree = copySleepTree();
		tree.remove('auxv');
		tree.change('smaps', /KernelPageSize: {8}4 kB/g, 'KernelPageSize:       64 kB');
		expect(takeSnapshot(tree).pageSize).toBe(65_536);
	});

	test('is listed', () => {
		using tree = copySleepTree();
		const status = takeSnapshot(tree).counters;
		expect(createLinuxSampler({procRoot: tree.root}).listProcesses()).toEqual([
			{
				pid: 28_068,
				name: 'sleep',
				command: 'sleep 60',
				user: expect.any(String),
				privateBytes: (status['RssAnon'] ?? 0) + (status['VmSwap'] ?? 0),
				residentBytes: status['VmRSS'],
				isKernelThread: false,
			},
		]);
	});

	test('of a kernel that does not divide resident memory leaves private bytes open', () => {
		using tree = copySleepTree();
		tree.change('status', /^RssAnon:.*\n/m, '');
		const [entry] = createLinuxSampler({procRoot: tree.root}).listProcesses();
		expect(entry).not.toHaveProperty('privateBytes');
		expect(entry).toHaveProperty('residentBytes');
	});
});

describe('a map that changes while it is read', () => {
	test('is read again', () => {
		using tree = copySleepTree();
		const snapshot = takeSnapshot(tree, attempt => {
			if (attempt === 1) {
				tree.change('status', /VmSize:.*kB/, 'VmSize: 3000 kB');
			}
		});
		expect(snapshot.cost.attempts).toBe(2);
		expect(snapshot.counters['VmSize']).toBe(3000 * 1024);
		expect(snapshot.notices).toEqual([]);
	});

	test('all the time is read three times, and the snapshot says so', () => {
		using tree = copySleepTree();
		const snapshot = takeSnapshot(tree, attempt => {
			tree.change('status', /VmSize:.*kB/, `VmSize: ${3000 + attempt} kB`);
		});
		expect(snapshot.cost.attempts).toBe(3);
		expect(snapshot.notices).toEqual([expect.stringContaining('changed each of the 3 times')]);
	});

	test('shows in addresses that go back', () => {
		using tree = copySleepTree();
		tree.write('smaps', '7000-9000 rw-p 00000000 00:00 0 \nRss: 4 kB\n8000-a000 rw-p 00000000 00:00 0 \nRss: 8 kB\n');
		expect(takeSnapshot(tree).cost.attempts).toBe(3);
	});
});

describe('without smaps', () => {
	test('addresses and names come from maps, and the snapshot says what is missing', () => {
		using tree = copySleepTree();
		tree.remove('smaps');
		const snapshot = takeSnapshot(tree);
		expect(snapshot.cost.source).toBe('maps');
		expect(snapshot.notices).toEqual([expect.stringContaining('CONFIG_PROC_PAGE_MONITOR')]);
		expect(snapshot.strings).toContain('[stack]');
		expect(snapshot.blocks.measures.size.some(size => size > 0)).toBe(true);
		expect(snapshot.blocks.linux?.fields).toEqual({});
	});

	test.skipIf(process.geteuid?.() === 0)(
		'because it is denied, the snapshot says what would help (needs no root)',
		() => {
			using tree = copySleepTree();
			tree.forbid('smaps');
			expect(takeSnapshot(tree).notices).toEqual([expect.stringContaining('CAP_PERFMON')]);
		},
	);

	test('and without maps there is no snapshot', () => {
		using tree = copySleepTree();
		tree.remove('smaps');
		tree.remove('maps');
		expect(sample(tree)).toMatchObject({
			kind: 'failed',
			reason: 'malformed',
			sentence: expect.stringContaining('smaps'),
		});
	});
});

describe('a tree that says', () => {
	test('something that no kernel prints, is refused with the place', () => {
		using tree = copySleepTree();
		tree.change('smaps', /^Rss:.*$/m, 'Rss: many');
		expect(sample(tree)).toEqual({
			kind: 'failed',
			reason: 'malformed',
			sentence: `Line 5 of ${tree.root}/28068/smaps is not understood: expected a number, or a number and kB, after the name of a field.`,
		});
	});

	test('that another process has the pid now, is not mistaken for the one that was held', () => {
		using tree = copySleepTree();
		const held = createLinuxSampler({procRoot: tree.root}).openTarget(tree.pid);
		tree.change('stat', ' 526587 ', ' 999999 ');
		expect(held.kind === 'target' && held.sample()).toEqual({
			kind: 'failed',
			reason: 'ended',
			sentence: 'Process 28068 (sleep) has ended.',
		});
	});

	test('so only after the map was read, is not either', () => {
		using tree = copySleepTree();
		expect(sample(tree, () => tree.change('stat', ' 526587 ', ' 999999 '))).toMatchObject({reason: 'ended'});
	});

	test('that the process is a thread of the kernel', () => {
		using tree = copySleepTree();
		tree.write('stat', '28068 (kworker/0:1) I 2 0 0 0 -1 69238880 0 0 0 0 0 0 0 0 20 0 1 0 526587 0 0\n');
		tree.write('smaps', '');
		tree.write('maps', '');
		expect(sample(tree)).toEqual({
			kind: 'failed',
			reason: 'kernel thread',
			sentence: 'Process 28068 (kworker/0:1) is a thread of the kernel and has no memory of its own.',
		});
	});

	test('that its main thread has ended', () => {
		using tree = copySleepTree();
		tree.change('stat', ') T ', ') Z ');
		tree.change('stat', '20 0 1 0', '20 0 4 0');
		tree.write('smaps', '');
		tree.write('maps', '');
		expect(sample(tree)).toMatchObject({
			reason: 'zombie',
			sentence: 'The main thread of process 28068 (sleep) has ended, and then the system no longer shows its memory.',
		});
	});

	test('nothing of the pid', () => {
		using tree = copySleepTree();
		expect(createLinuxSampler({procRoot: tree.root}).openTarget(7)).toEqual({
			kind: 'failed',
			reason: 'no such process',
			sentence: 'There is no process with the pid 7.',
		});
	});
});
