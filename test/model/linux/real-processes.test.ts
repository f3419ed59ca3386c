import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {typeName} from '../../../source/model/memory-type.ts';
import {blockMeasure} from '../../../source/model/region-measures.ts';
import {type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';
import {isInstalled} from '../../helpers/compile-target.ts';
import {readElfPlainly} from '../../helpers/elf.ts';
import {findViolations} from '../../helpers/invariants.ts';
import {type Counters, readRollup, readStatus} from '../../helpers/kernel.ts';
import {
	type RunningTarget,
	reportedMappings,
	startJava,
	startMappings,
	startNode,
	startPython,
} from '../../helpers/targets.ts';
import {readVmas, snapshotOf} from '../../helpers/vmas.ts';
import {waitUntil} from '../../helpers/wait-until.ts';

/** The state of each thread: `R` runs or waits for a processor, `S` sleeps, `T` is stopped (proc_pid_stat(5)). */
function threadStates(pid: number): readonly string[] {
	return readdirSync(`/proc/${pid}/task`).map(
		thread => readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').split(') ').at(-1)?.at(0) ?? '',
	);
}

/**
 * Builds a snapshot of a process that stands still, from its smaps. Others still run, and what they do to the pages that
 * they share with it changes Pss, Referenced and Dirty: it is read again until the kernel's sums are the same before and
 * after.
 */
async function takeSnapshot(target: RunningTarget): Promise<{readonly snapshot: Snapshot; readonly rollup: Counters}> {
	await target.freeze();
	const {text, rollup} = await waitUntil(() => {
		const before = readRollup(target.pid);
		const smaps = readFileSync(`/proc/${target.pid}/smaps`, 'latin1');
		expect(readRollup(target.pid)).toEqual(before);
		return {text: smaps, rollup: before};
	});
	const vmas = readVmas(text);
	const snapshot = snapshotOf('', {
		vmas,
		process: {
			pid: target.pid,
			name: 'target',
			addressDigits: 16,
			executable: readlinkSync(`/proc/${target.pid}/exe`),
		},
		counters: Object.fromEntries(readStatus(target.pid)),
		findElf: row => readElfPlainly(vmas.strings[vmas.path[row] ?? 0] ?? ''),
	});
	return {snapshot, rollup};
}

/** How often each type and kind occurs: `Stack: thread stack`. */
function countKinds(snapshot: Snapshot): ReadonlyMap<string, number> {
	const {regions} = snapshot;
	const kinds = Array.from(
		regions.type,
		(code, region) => `${typeName(code)}: ${textAt(snapshot, regions.kind, region)}`,
	);
	return new Map(
		Array.from(
			Map.groupBy(kinds, kind => kind),
			([kind, {length}]) => [kind, length],
		),
	);
}

describe.each([
	['C', startMappings, 'gcc'],
	['Node.js', startNode, 'node'],
	['Python', startPython, 'python3'],
	['Java', startJava, 'javac'],
])('a real process: %s', (_, start, program) => {
	test.runIf(isInstalled(program))('has the sums that the kernel itself gives', async () => {
		await using target = await start();
		const {snapshot, rollup} = await takeSnapshot(target);
		expect(findViolations(snapshot)).toEqual([]);

		const {total, types} = summarize(snapshot);
		const pageTables = types.find(({type}) => type === 'Page Table')?.size ?? Number.NaN;
		expect((total.totalWs ?? Number.NaN) - pageTables).toBe(rollup.get('Rss'));
		expect(total.swap).toBe(rollup.get('Swap'));
		expect(total.referenced).toBe(rollup.get('Referenced'));
		expect(total.dirty).toBe((rollup.get('Shared_Dirty') ?? 0) + (rollup.get('Private_Dirty') ?? 0));
		// The kernel cuts Pss to whole kilobytes, of each VMA here and of the sum there.
		const pss = rollup.get('Pss') ?? Number.NaN;
		expect(total.pss).toBeLessThanOrEqual(pss);
		expect(total.pss).toBeGreaterThan(pss - 1024 * snapshot.blocks.count);

		// The kernel counts neither what is not mapped nor the page that it shows above user space.
		const unusable = types.find(({type}) => type === 'Unusable')?.size ?? Number.NaN;
		const vsyscall = snapshot.blocks.start.includes(0xffff_ffff_ff60_0000) ? 4096 : 0;
		const status = readStatus(target.pid);
		expect((total.size ?? Number.NaN) - pageTables - unusable - vsyscall).toBe(status.get('VmSize'));
	});

	test.runIf(isInstalled(program))('has a stack for each thread, a heap and images', async () => {
		await using target = await start();
		// A thread of a JVM has no guard before it has run, and no shape of a stack before it has a guard.
		await waitUntil(() => expect(threadStates(target.pid)).not.toContain('R'));
		const {snapshot} = await takeSnapshot(target);
		const kinds = countKinds(snapshot);
		const threads = threadStates(target.pid).length;
		expect(kinds.get('Stack: main stack')).toBe(1);
		expect(kinds.get('Stack: thread stack') ?? 0).toBeGreaterThanOrEqual(threads - 1);
		expect(kinds.get('Heap: main heap')).toBe(1);
		expect(kinds.get('Image: vdso')).toBe(1);
		expect(kinds.get('Image: executable')).toBeGreaterThanOrEqual(1);
	});
});

describe.runIf(isInstalled('gcc'))('the mappings of a C program', () => {
	const kinds = {
		'private-anonymous': 'Private Data: anonymous',
		'zero-pages': 'Private Data: anonymous',
		reserve: 'Private Data: reserved',
		'executable-anonymous': 'Private Data: JIT code',
		'grows-down': 'Stack: growing mapping',
		hugetlb: 'Private Data: huge pages',
		secret: 'Private Data: secretmem',
		'shared-anonymous': 'Shareable: shared anonymous',
		memfd: 'Shareable: memfd',
		'posix-shared': 'Shareable: POSIX shared memory',
		'system-v': 'Shareable: SysV',
		'file-read-only': 'Mapped File: file',
		'file-shared-writable': 'Mapped File: file',
		'file-copy-on-write': 'Mapped File: copy-on-write file',
		'file-deleted': 'Mapped File: deleted file',
		'program-as-data': 'Mapped File: file',
		'name-newline': 'Mapped File: file',
		'name-escape': 'Mapped File: file',
		'program-bss': 'Image: executable',
		'brk-heap': 'Heap: main heap',
		'arena-first': 'Heap: glibc arena',
		'arena-second': 'Heap: glibc arena',
		'thread-stack': 'Stack: thread stack',
		'thread-guard': 'Stack: thread stack',
		'main-stack': 'Stack: main stack',
	};

	test('have the types and kinds that the program gave them', async () => {
		await using target = await startMappings();
		const {snapshot} = await takeSnapshot(target);
		const reported = reportedMappings(target);
		const found = Object.fromEntries(
			Object.keys(kinds)
				.filter(name => reported.has(name))
				.map(name => {
					const region = snapshot.blocks.region[findBlock(snapshot, reported.get(name)?.address ?? '')] ?? 0;
					const type = typeName(snapshot.regions.type[region] ?? 0);
					return [name, `${type}: ${textAt(snapshot, snapshot.regions.kind, region)}`];
				}),
		);
		expect(Object.keys(found).length).toBeGreaterThan(20);
		expect(found).toEqual(Object.fromEntries(Object.entries(kinds).filter(([name]) => reported.has(name))));
	});

	test('have the sizes, the resident and the private pages that the program made', async () => {
		await using target = await startMappings();
		const {snapshot} = await takeSnapshot(target);
		for (const {name, address, size, resident, privateResident, isPart} of reportedMappings(target).values()) {
			if (isPart || size === undefined || resident === undefined || privateResident === undefined) {
				continue;
			}

			const row = findBlock(snapshot, address);
			expect({
				name,
				size: blockMeasure(snapshot, 'size', row),
				totalWs: blockMeasure(snapshot, 'totalWs', row),
				privateWs: blockMeasure(snapshot, 'privateWs', row),
			}).toEqual({name, size, totalWs: resident, privateWs: privateResident});
		}
	});
});

function findBlock({blocks}: Snapshot, address: string): number {
	const number = Number.parseInt(address, 16);
	return blocks.start.findIndex((start, row) => start <= number && number < start + (blocks.measures.size[row] ?? 0));
}
