import {describe, expect, it} from 'vitest';
import {typeName} from '../../../source/model/memory-type.ts';
import {regionMeasure} from '../../../source/model/region-measures.ts';
import {regionRunCount, regionStart, type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';
import {planBlocks} from '../../../source/model/windows/block-plan.ts';
import {buildWindowsSnapshot} from '../../../source/model/windows/build-snapshot.ts';
import {memCommit, memImage, memMapped, memPrivate, memReserve} from '../../../source/model/windows/constants.ts';
import type {HeapFacts} from '../../../source/model/windows/findings.ts';
import {describeProtection} from '../../../source/model/windows/protection.ts';
import {hasCapture, readCapture, type VmmapRegion, type VmmapRow, whySkipped} from './vmmap-capture.ts';

const kilobyte = 1024;

/** All protections that the capture has, by their text. */
const protections = new Map(
	[1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80].flatMap(base =>
		[0, 0x100, 0x400].map(modifier => [describeProtection(base | modifier), base | modifier] as const),
	),
);

const heap: HeapFacts = {id: 0, isDefault: true, flavor: 'NT heap'};

/** The end of the address space of a 32-bit program that can use 4 GB. */
const end = 0xffff_0000;

describe.runIf(hasCapture)(`an address space that VMMap has exported${whySkipped}`, () => {
	const capture = hasCapture ? readCapture() : {summary: [], regions: []};
	const snapshot = hasCapture ? rebuild(capture.regions) : undefined;

	it.each(capture.summary.filter(({type}) => type !== 'Total' && type !== 'Page Table'))(
		'sums $type as VMMap does',
		row => {
			const ours = snapshot && summarize(snapshot).rows.find(({type}) => type === row.type);
			const {type, blocks, ...sizes} = row;
			expect(ours && {...inKilobytes(ours, Object.keys(sizes)), type, blocks: ours.blocks ?? 0}).toEqual(row);
		},
	);

	it("sums all types but Free to VMMap's total, to which the page tables come", () => {
		const ours = snapshot && summarize(snapshot).total;
		const theirs = capture.summary.find(({type}) => type === 'Total');
		const pageTable = capture.summary.find(({type}) => type === 'Page Table')?.size ?? 0;
		for (const measure of ['size', 'committed', 'private', 'totalWs', 'privateWs'] as const) {
			expect((ours?.[measure] ?? 0) / kilobyte + pageTable, measure).toBe(theirs?.[measure]);
		}

		expect(ours?.blocks).toBe(theirs?.blocks);
		expect((ours?.sharedWs ?? 0) / kilobyte).toBe(theirs?.sharedWs);
	});

	it('shows every region with the blocks, the protection and the private memory that VMMap shows', () => {
		const ours = snapshot ? listRegions(snapshot) : [];
		const theirs = capture.regions.map(({address, size, private: own, blocks, protection}) => ({
			address,
			size,
			private: own,
			blocks,
			protection,
		}));
		expect(theirs.length).toBe(1233);
		expect(ours).toEqual(theirs);
	});

	it('divides images where VMMap does', () => {
		const blocks = snapshot?.blocks;
		const starts = new Set(blocks?.start);
		expect(capture.regions.flatMap(({subRows}) => subRows).filter(({address}) => !starts.has(address))).toEqual([]);
	});
});

function inKilobytes(row: object, names: readonly string[]): Record<string, number> {
	const values = new Map<string, unknown>(Object.entries(row));
	return Object.fromEntries(names.map(name => [name, Number(values.get(name)) / kilobyte]));
}

function listRegions(snapshot: Snapshot) {
	const size = regionMeasure(snapshot, 'size');
	const own = regionMeasure(snapshot, 'private');
	return Array.from({length: snapshot.regions.count}, (_, region) => region)
		.filter(region => !['Free', 'Unusable'].includes(typeName(snapshot.regions.type[region] ?? 0)))
		.map(region => ({
			address: regionStart(snapshot, region),
			size: (size?.[region] ?? 0) / kilobyte,
			private: (own?.[region] ?? 0) / kilobyte,
			blocks: regionRunCount(snapshot, region),
			protection: textAt(snapshot, snapshot.regions.protection, region),
		}));
}

/** Turns exported rows back into what Windows must have said, and builds a snapshot of that. */
function rebuild(regions: readonly VmmapRegion[]): Snapshot {
	const rows = regions.flatMap(region => region.subRows.map(row => ({row, region})));
	const runs = rows.filter(
		({row, region}, index) => row.protection !== rows[index - 1]?.row.protection || region !== rows[index - 1]?.region,
	);
	const runEnds = runs.map(({region}, index) => {
		const next = runs[index + 1];
		return next?.region === region ? next.row.address : region.address + region.size * kilobyte;
	});
	const protect = ({protection}: VmmapRow): number => protections.get(protection) ?? 0;
	const map = {
		count: runs.length,
		start: Float64Array.from(runs, ({row}) => row.address),
		size: Float64Array.from(runs, ({row}, index) => (runEnds[index] ?? 0) - row.address),
		allocationBase: Float64Array.from(runs, ({region}) => region.address),
		state: Uint32Array.from(runs, ({row}) => (protect(row) === 0 ? memReserve : memCommit)),
		protect: Uint32Array.from(runs, ({row}) => protect(row)),
		type: Uint32Array.from(runs, ({region}) => typeOf(region)),
		end,
	};
	// Rows of .NET heaps may begin within a page, and their sizes are cut to whole KB.
	const labels = rows.map(({row, region}, index) => {
		const next = rows[index + 1];
		const rowEnd = next?.region === region ? next.row.address : region.address + region.size * kilobyte;
		return {start: row.address, end: rowEnd, text: row.details};
	});
	const plan = planBlocks(map, labels);
	const column = (measure: keyof VmmapRow): Float64Array<ArrayBuffer> =>
		Float64Array.from(rows, ({row}) => Number(row[measure]) * kilobyte);
	const of = (type: string): readonly VmmapRegion[] => regions.filter(region => region.type.startsWith(type));
	expect(plan.count).toBe(rows.length);
	return buildWindowsSnapshot({
		runs: map,
		plan,
		findings: {
			paths: new Map([...of('Image'), ...of('Mapped File')].map(({address, details}) => [address, details])),
			images: new Map(),
			threads: of('Thread Stack').map(({address, size}, id) => ({
				id,
				environmentBlocks: [],
				stacks: [{address: address + size * kilobyte - 1, role: 'thread'}],
			})),
			heaps: of('Heap').map(({address}) => ({address, heap, role: 'heap', source: 'list of heaps'})),
			landmarks: [],
			runtime: {library: 'clr.dll', collectorSegments: new Set(of('Managed Heap').map(({address}) => address))},
		},
		workingSet: {
			total: column('totalWs'),
			private: column('privateWs'),
			shared: column('sharedWs'),
			locked: column('lockedWs'),
			// Windows says this of pages. Of what only this process can write to, the rules must not ask it.
			privateAnywhere: Float64Array.from(rows, ({row, region}) =>
				typeOf(region) !== memMapped && /write/i.test(row.protection) ? 1 : row.private * kilobyte,
			),
		},
		freeLimit: end,
		process: {pid: 29_892, name: 'devenv.exe', addressDigits: 8},
		counters: {},
		time: 0,
		cost: {milliseconds: 0, source: 'VirtualQueryEx', attempts: 1},
		notices: [],
		pageSize: 4096,
	});
}

function typeOf({type}: VmmapRegion): number {
	if (type.startsWith('Image')) {
		return memImage;
	}

	return type === 'Mapped File' || type === 'Shareable' ? memMapped : memPrivate;
}
