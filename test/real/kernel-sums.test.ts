import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {summarize} from '../../source/model/summary.ts';
import {isInstalled} from '../helpers/compile-target.ts';
import {type Counters, type PmapRow, readPmap, readRollup, readStatus} from '../helpers/kernel.ts';
import {type BlockFacts, describeBlocks, takeSnapshot} from '../helpers/live-snapshot.ts';
import {
	type RunningTarget,
	startJava,
	startManyVmas,
	startMappings,
	startNode,
	startPython,
	startThirtyTwoBit,
} from '../helpers/targets.ts';
import {waitUntil} from '../helpers/wait-until.ts';

const targets = [
	{name: 'a C program with every kind of mapping', start: startMappings, isThere: true},
	{name: 'a C program with 3,000 VMAs', start: async () => startManyVmas(3000), isThere: true},
	{name: 'a 32-bit program', start: startThirtyTwoBit, isThere: process.arch === 'x64'},
	{name: 'Node.js', start: startNode, isThere: true},
	{name: 'Python', start: startPython, isThere: isInstalled('python3')},
	{name: 'a JVM', start: startJava, isThere: isInstalled('javac')},
] as const;

/** pmap takes every number for kilobytes; these are none. */
const bareFields = new Set(['THPeligible', 'ProtectionKey']);

/** While pmap runs it shares the pages of the C library with everybody, so these are others for it. */
const sharingFields = new Set(['Pss', 'Pss_Dirty', 'Shared_Clean', 'Shared_Dirty', 'Private_Clean', 'Private_Dirty']);

for (const {name, start, isThere} of targets) {
	describe.skipIf(!isThere)(`the numbers of ${name}`, () => {
		let target: RunningTarget;
		let moment: Moment;
		let blocks: readonly BlockFacts[];

		beforeAll(async () => {
			target = await start();
			await target.freeze();
			moment = await observe(target.pid);
			blocks = describeBlocks(moment.snapshot).filter(({type}) => type !== 'Free' && type !== 'Unusable');
		});

		afterAll(async () => {
			await target[Symbol.asyncDispose]();
		});

		test('are those of pmap, VMA by VMA and field by field', () => {
			const {rows} = moment;
			const parts = Map.groupBy(blocks, ({start}) =>
				rows.findLastIndex(({address}) => Number.parseInt(address, 16) <= start),
			);
			expect([...parts.keys()]).toEqual([...rows.keys()]);
			for (const [index, {address, permissions, sizes, vmFlags}] of rows.entries()) {
				const own = parts.get(index) ?? [];
				const [block] = own;
				const fields = [...sizes.keys()].filter(
					field => !bareFields.has(field) && (block?.path.startsWith('/') === false || !sharingFields.has(field)),
				);
				expect({
					address: block?.start,
					permissions: block?.protection,
					vmFlags: block?.vmFlags.trim(),
					fields: fields.map(field => [field, sumOf(own, field)]),
				}).toEqual({
					address: Number.parseInt(address, 16),
					permissions,
					vmFlags,
					fields: fields.map(field => [field, sizes.get(field)]),
				});
			}
		});

		test('sum up to what the kernel says of the whole process', () => {
			const {rollup} = moment;
			const sum = (field: string) => blocks.reduce((total, block) => total + (block.field(field) ?? 0), 0);
			const whole = [...rollup.keys()].filter(field => !field.startsWith('Pss') && field !== 'SwapPss');
			expect(whole.map(field => [field, sum(field)])).toEqual(whole.map(field => [field, rollup.get(field)]));

			// The kernel cuts each VMA's share off to a whole kilobyte, and the sum of all only once.
			const lost = (rollup.get('Pss') ?? 0) - sum('Pss');
			expect(lost).toBeGreaterThanOrEqual(0);
			expect(lost).toBeLessThan(blocks.length * 1024);
			expect(rollup.get('Rss')).toBeGreaterThan(0);
		});

		test('give the sizes that the kernel counts', () => {
			const {status, snapshot} = moment;
			expect(blocks.reduce((total, block) => total + (block.measure('size') ?? 0), 0)).toBe(status.get('VmSize'));
			// The kernel counts whole VMAs, in memory or not.
			const lockable = blocks.filter(({vmFlags}) => vmFlags.split(' ').includes('lo'));
			expect(lockable.reduce((total, block) => total + (block.measure('size') ?? 0), 0)).toBe(status.get('VmLck'));
			expect(snapshot.pageTable).toBe(status.get('VmPTE'));
			expect(snapshot.counters).toMatchObject({VmSize: status.get('VmSize'), VmPTE: status.get('VmPTE')});
		});

		test('sum up over the types to the total', () => {
			const {rollup, snapshot} = moment;
			const {total, types} = summarize(snapshot);
			const hugetlb = (rollup.get('Private_Hugetlb') ?? 0) + (rollup.get('Shared_Hugetlb') ?? 0);
			const pageTable = snapshot.pageTable ?? 0;
			expect(total.totalWs).toBe((rollup.get('Rss') ?? 0) + hugetlb + pageTable);
			expect(total.swap).toBe(rollup.get('Swap'));
			expect(total.totalWs).toBe((total.privateWs ?? 0) + (total.shareableWs ?? 0));
			expect(total.private).toBeLessThanOrEqual(total.committed ?? 0);
			expect(total.committed).toBeLessThanOrEqual(total.size ?? 0);
			const parts = types.filter(({type}) => type !== 'Free');
			expect(parts.reduce((sum, row) => sum + (row.size ?? 0), 0)).toBe(total.size);
		});

		test('leave no address of user space out', () => {
			const all = describeBlocks(moment.snapshot);
			for (const [index, block] of all.slice(1).entries()) {
				const before = all[index];
				const end = (before?.start ?? 0) + (before?.measure('size') ?? 0);
				// A file's mappings with a hole between them are one region, and the hole is nobody's.
				if (block.regionStart === before?.regionStart) {
					expect(block.start).toBeGreaterThanOrEqual(end);
				} else {
					expect(block.start).toBe(end);
				}
			}

			expect(all[0]?.start).toBe(0);
		});
	});
}

/** Sizes of pages are those of each part; of everything else the parts have together what the VMA has. */
function sumOf(parts: readonly BlockFacts[], field: string): number | undefined {
	const [first, ...others] = parts.map(part => part.field(field));
	return field.endsWith('PageSize') ? first : others.reduce((sum, value) => (sum ?? 0) + (value ?? Number.NaN), first);
}

/** What everybody says of one process at one moment. */
type Moment = {
	readonly snapshot: Snapshot;
	readonly rollup: Counters;
	readonly status: Counters;
	/** Without the gate page at the end, which belongs to the kernel. */
	readonly rows: readonly PmapRow[];
};

/**
 * Asks everybody until nothing changed between the first answer and the last. A stopped process does change: others
 * begin and cease to share its pages, and the kernel joins pages to huge ones.
 */
async function observe(pid: number): Promise<Moment> {
	return waitUntil(async () => {
		const before = [readRollup(pid), readStatus(pid)];
		const snapshot = await takeSnapshot(pid);
		const rows = readPmap(pid).filter(({address}) => address !== 'ffffffffff600000');
		const [rollup, status] = [readRollup(pid), readStatus(pid)];
		expect([rollup, status]).toEqual(before);
		return {snapshot, rollup, status, rows};
	});
}
