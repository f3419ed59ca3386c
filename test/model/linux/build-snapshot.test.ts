import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {buildLinuxSnapshot} from '../../../source/model/linux/build-snapshot.ts';
import type {VmaColumns} from '../../../source/model/linux/vma-columns.ts';
import {typeName} from '../../../source/model/memory-type.ts';
import type {Snapshot} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';
import {findViolations} from '../../helpers/invariants.ts';
import {listAllRegions, readVmas, snapshotOf} from '../../helpers/vmas.ts';

const pageSize = 0x1000;
const taskSize = 0x7fff_ffff_f000;

const names = [
	'',
	'',
	'',
	'[heap]',
	'[stack]',
	'[vdso]',
	'[anon: glibc: pthread stack: 12]',
	'[anon:mine]',
	'[anon:.bss]',
	'/usr/lib/libc.so.6',
	'/usr/bin/python3',
	'/tmp/data (deleted)',
	'/memfd:x (deleted)',
	'/dev/zero (deleted)',
	'anon_inode:[io_uring]',
];
const permissions = ['rw-p', 'r--p', '---p', 'r-xp', 'rwxp', 'rw-s', '---s', '-w-p', '????', ''];
const flags = ['', 'rd wr mr mw me ac', 'mr mw me nh', 'rd wr mr mw me ac nh', 'rd wr gd ac lo', 'rd ht', 'zz ss'];
const fieldNames = [
	'Size',
	'Rss',
	'Pss',
	'Shared_Clean',
	'Shared_Dirty',
	'Private_Clean',
	'Private_Dirty',
	'Referenced',
	'Anonymous',
	'AnonHugePages',
	'Private_Hugetlb',
	'Shared_Hugetlb',
	'Swap',
	'SwapPss',
	'Unheard_Of',
];

/** VMAs as no kernel would list them: only that they ascend is certain. */
const strangeVmas: fc.Arbitrary<VmaColumns> = fc
	.record({
		rows: fc.array(
			fc.record({
				gap: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({min: 0, max: 0x2000})),
				pages: fc.oneof(fc.integer({min: 1, max: 8}), fc.constant(0x800), fc.integer({min: 1, max: 0x5000})),
				name: fc.constantFrom(...names),
				permissions: fc.constantFrom(...permissions),
				flags: fc.constantFrom(...flags),
				offset: fc.integer({min: 0, max: 16}),
				fields: fc.array(fc.oneof(fc.constant(0), fc.integer({min: 0, max: 0x6000}), fc.constant(Number.NaN)), {
					minLength: fieldNames.length,
					maxLength: fieldNames.length,
				}),
			}),
			{maxLength: 40},
		),
		known: fc.subarray(fieldNames),
	})
	.map(({rows, known}) => {
		const strings = [...new Set(['', '00:00', ...names, ...permissions, ...flags])];
		let end = 0x6000;
		const start = Float64Array.from(rows, ({gap, pages}) => {
			end += (gap + pages) * pageSize;
			return end - pages * pageSize;
		});
		return {
			count: rows.length,
			start,
			size: Float64Array.from(rows, ({pages}) => pages * pageSize),
			permissions: Uint32Array.from(rows, row => strings.indexOf(row.permissions)),
			offset: Float64Array.from(rows, ({offset}) => offset * pageSize),
			device: new Uint32Array(rows.length).fill(1),
			inode: Float64Array.from(rows, ({name}) => (name === '' || name.startsWith('[') ? 0 : names.indexOf(name))),
			path: Uint32Array.from(rows, ({name}) => strings.indexOf(name)),
			vmFlags: Uint32Array.from(rows, row => strings.indexOf(row.flags)),
			fields: Object.fromEntries(
				known.map(name => [
					name,
					Float64Array.from(rows, ({fields}) => (fields[fieldNames.indexOf(name)] ?? 0) * 1024),
				]),
			),
			strings,
		};
	});

function build(vmas: VmaColumns): Snapshot {
	return snapshotOf('', {
		vmas,
		counters: {VmPTE: 64 * 1024},
		findElf: row => (row % 3 === 0 ? 'not ELF' : undefined),
	});
}

describe('whatever the kernel lists', () => {
	test('the rules of a snapshot hold', () => {
		fc.assert(
			fc.property(strangeVmas, vmas => {
				expect(findViolations(build(vmas))).toEqual([]);
			}),
			{numRuns: 500},
		);
	});

	test('every VMA is one block, with its own addresses, permissions and fields', () => {
		fc.assert(
			fc.property(strangeVmas, vmas => {
				const {blocks, regions, strings} = build(vmas);
				const mapped = Array.from({length: blocks.count}, (_, row) => row).filter(
					row => !['Free', 'Unusable'].includes(typeName(regions.type[blocks.region[row] ?? 0] ?? 0)),
				);
				expect(mapped.map(row => blocks.start[row])).toEqual([...vmas.start]);
				expect(mapped.map(row => blocks.measures.size[row])).toEqual([...vmas.size]);
				expect(mapped.map(row => strings[blocks.protection[row] ?? 0])).toEqual(
					[...vmas.permissions].map(text => vmas.strings[text]),
				);
				for (const [name, column] of Object.entries(vmas.fields)) {
					expect(mapped.map(row => blocks.linux?.fields[name]?.[row])).toEqual([...column]);
				}
			}),
		);
	});

	test('free and unusable space fill what is left below the end of user space, and hold nothing', () => {
		fc.assert(
			fc.property(strangeVmas, vmas => {
				const snapshot = build(vmas);
				const {blocks, regions} = snapshot;
				let covered = 0;
				let holes = 0;
				for (let row = 0; row < blocks.count; row++) {
					covered += blocks.measures.size[row] ?? 0;
					if (row > 0 && blocks.region[row] === blocks.region[row - 1]) {
						holes += (blocks.start[row] ?? 0) - (blocks.start[row - 1] ?? 0) - (blocks.measures.size[row - 1] ?? 0);
					}

					if (['Free', 'Unusable'].includes(typeName(regions.type[blocks.region[row] ?? 0] ?? 0))) {
						const {size: _, ...others} = blocks.measures;
						expect(Object.values(others).map(column => column[row])).toEqual(Object.values(others).map(() => 0));
					}
				}

				expect(covered + holes).toBe(taskSize);
			}),
		);
	});

	test('the table of types is the sum over the blocks', () => {
		fc.assert(
			fc.property(strangeVmas, vmas => {
				const snapshot = build(vmas);
				const {blocks, regions} = snapshot;
				const {total, types} = summarize(snapshot);
				for (const measure of ['size', 'private', 'totalWs', 'swap'] as const) {
					const sums = types.map(() => 0);
					for (let row = 0; row < blocks.count; row++) {
						const code = regions.type[blocks.region[row] ?? 0] ?? 0;
						sums[code] = (sums[code] ?? 0) + (blocks.measures[measure]?.[row] ?? Number.NaN);
					}

					for (const [code, {type, [measure]: value}] of types.entries()) {
						if (type === 'Page Table') {
							continue;
						}

						const isMissing = !blocks.measures[measure] || Number.isNaN(sums[code]);
						expect(value).toBe(isMissing ? undefined : sums[code]);
					}
				}

				expect(total.blocks).toBe(
					types.reduce((sum, {type, blocks: count}) => sum + (type === 'Free' ? 0 : (count ?? 0)), 0),
				);
			}),
		);
	});
});

test('mappings that overlap one before them are left out, and a notice says so', () => {
	const snapshot = snapshotOf(`
		10000-13000 rw-p 0 00:00 0 | Rss 4
		12000-14000 rw-p 0 00:00 0 | Rss 8
		14000-15000 r--p 0 00:00 0 | Rss 0
	`);
	expect(findViolations(snapshot)).toEqual([]);
	expect(summarize(snapshot).total.totalWs).toBe(4096);
	expect(snapshot.notices).toEqual([
		'1 mapping that overlaps another is left out: the list of mappings contradicts itself.',
	]);
});

test('the headers of a file are asked for once, by the row of the list that was given', () => {
	const asked: number[] = [];
	snapshotOf(
		`
		10000-12000 rw-p 0 00:00 0
		11000-12000 rw-p 0 00:00 0
		400000-401000 r-xp 0 fd:01 7 /usr/bin/a
		500000-501000 r--p 0 fd:01 8 /usr/share/data
		900000-901000 r-xp 0 fd:01 7 /usr/bin/a
	`,
		{
			findElf: row => {
				asked.push(row);
				return undefined;
			},
		},
	);
	expect(asked).toEqual([2]);
});

test('columns that say the same are one array, and Size is that of the blocks', () => {
	const {blocks} = snapshotOf(`
		10000-12000 rw-p 0 00:00 0 | Size 8, Rss 4, Referenced 4, Anonymous 4, Pss 4, Shared_Clean 0, Shared_Dirty 0, Private_Clean 0, Private_Dirty 4, Swap 0, KSM 0, VmFlags rd wr
		20000-21000 rw-p 0 00:00 0 | Size 4, Rss 0, Referenced 0, Anonymous 0, Pss 0, Shared_Clean 0, Shared_Dirty 0, Private_Clean 0, Private_Dirty 0, Swap 0, KSM 0, VmFlags rd wr
	`);
	const fields = blocks.linux?.fields ?? {};
	const {Rss: rss, KSM: ksm, Size: size} = fields;
	expect(size).toBe(blocks.measures.size);
	for (const measure of ['totalWs', 'privateWs', 'pss', 'uss', 'dirty', 'referenced'] as const) {
		expect(blocks.measures[measure]).toBe(rss);
	}

	for (const measure of ['swap', 'sharedWs', 'lockedWs'] as const) {
		expect(blocks.measures[measure]).toBe(ksm);
	}
});

test('a process without any mapping has free space only', () => {
	expect(listAllRegions(snapshotOf(''))).toEqual(['0 Unusable: below mmap_min_addr', '10000 Free: free']);
});

test('what the sampler found out besides VMAs is passed on', () => {
	const snapshot = buildLinuxSnapshot({
		vmas: readVmas('10000-11000 rw-p 0 00:00 0'),
		process: {pid: 7, name: 'seven', addressDigits: 8},
		counters: {VmPTE: 8192, VmSize: 4096},
		time: 99,
		cost: {milliseconds: 2, source: 'maps', attempts: 2},
		notices: ['A notice.'],
		pageSize,
		taskSize: 0xc000_0000,
		mmapMinAddress: 0x1_0000,
		findElf: () => undefined,
	});
	expect(snapshot).toMatchObject({
		platform: 'linux',
		time: 99,
		process: {pid: 7, name: 'seven', addressDigits: 8},
		pageSize,
		cost: {milliseconds: 2, source: 'maps', attempts: 2},
		notices: ['A notice.'],
		pageTable: 8192,
		counters: {VmPTE: 8192, VmSize: 4096},
	});
});
