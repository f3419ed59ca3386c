import type {NumberColumn, ProcessFacts, SampleCost, Snapshot} from '../snapshot.ts';
import {keepAscending} from './ascending-vmas.ts';
import type {Clues} from './clues.ts';
import {areEqualColumns, type ColumnPool, createColumnPool} from './column-pool.ts';
import {divideAtGuards} from './divide-at-guards.ts';
import type {ElfAnswer} from './elf-facts.ts';
import {joinJvmAccount} from './jvm/join-account.ts';
import {layOut} from './layout.ts';
import {measureBlocks} from './measures.ts';
import {recogniseRegions} from './recognisers/recognise-regions.ts';
import {findRegions} from './regions/find-regions.ts';
import {createRegionRows} from './regions/region-rows.ts';
import {createTextTable} from './text-table.ts';
import {createVerdictTable} from './verdict.ts';
import type {VmaColumns} from './vma-columns.ts';
import {scanVmas} from './vma-scan.ts';

/** What a sampler found out of one process at one moment. All sizes and addresses are in bytes. */
export type LinuxSample = {
	/** Ascending by address. The snapshot takes the arrays over: they must not be written to any more. */
	readonly vmas: VmaColumns;
	readonly process: ProcessFacts;
	/** The counters of /proc/PID/status; VmPTE becomes the size of the page tables. */
	readonly counters: Readonly<Record<string, number>>;
	/** Milliseconds since 1970. */
	readonly time: number;
	readonly cost: SampleCost;
	readonly notices: readonly string[];
	readonly pageSize: number;
	/** First address above user space. */
	readonly taskSize: number;
	/** Sysctl vm.mmap_min_addr. */
	readonly mmapMinAddress: number;
	/** Reads the headers of the file that a row of `vmas` maps. Asked once a file, for executable mappings only. */
	readonly findElf: (row: number) => ElfAnswer;
	/** What else was learned, for recognisers. */
	readonly clues?: Clues;
};

/** Makes a snapshot of VMAs: divides them into regions, says what each is, measures it, and adds free space. */
export function buildLinuxSnapshot(sample: LinuxSample): Snapshot {
	const divided = divideAtGuards(sample.vmas, sample.clues ?? {});
	const {vmas, leftOut, originalRow} = keepAscending(divided.vmas);
	const scan = scanVmas(vmas, {
		pageSize: sample.pageSize,
		is32Bit: sample.process.addressDigits === 8,
		program: sample.process.executable,
		findElf: row => sample.findElf(divided.originalRow(originalRow(row))),
	});
	const texts = createTextTable(vmas.strings);
	const verdicts = createVerdictTable(texts);
	const {rows, sink} = createRegionRows(vmas.count, texts, verdicts);
	findRegions(scan, sink);
	const clues = sample.clues ?? {};
	recogniseRegions(scan, rows, {texts, verdicts, clues});
	joinJvmAccount(scan, rows, {texts, verdicts, account: clues.jvm, threads: clues.threads});

	const {blocks, regions, places, placeNumbers, placeTexts} = layOut(scan, rows, sample, texts, verdicts);
	const vmaPool = createColumnPool(vmas.count);
	const pool = createColumnPool(blocks.count);
	// What was one column before free space is put in stays one. The sizes have been put in already, with free space.
	const placed = new Map([
		[vmas.size, blocks.size],
		[vmaPool.zero, pool.zero],
	]);
	const place = (column: NumberColumn): NumberColumn => {
		const known = placed.get(column) ?? pool.keep(placeNumbers(column));
		placed.set(column, known);
		return known;
	};

	const inode = place(vmaPool.share(vmas.inode));
	const fields = mapColumns(shareFields(vmas, vmaPool), place);
	const access = new Uint8Array(blocks.count);
	const flags = new Uint16Array(blocks.count);
	for (let row = 0; row < vmas.count; row++) {
		const block = places[row] ?? 0;
		access[block] = scan.access[row] ?? 0;
		flags[block] = scan.flags[row] ?? 0;
	}

	const measures = measureBlocks(
		{size: blocks.size, access, flags, inode, fields, ...(vmas.guards && {guards: place(vmas.guards)})},
		() => placeNumbers(new Float64Array(vmas.count).fill(Number.NaN)),
		pool,
	);
	const {VmPTE: pageTable} = sample.counters;
	return {
		platform: 'linux',
		time: sample.time,
		process: sample.process,
		pageSize: sample.pageSize,
		cost: sample.cost,
		notices: leftOut === 0 ? sample.notices : [...sample.notices, sayLeftOut(leftOut)],
		...(pageTable === undefined ? {} : {pageTable}),
		counters: {...sample.counters, ...clues.jvm?.counters},
		strings: texts.strings,
		blocks: {
			count: blocks.count,
			start: blocks.start,
			region: blocks.region,
			protection: blocks.protection,
			details: blocks.details,
			measures: {size: blocks.size, ...measures},
			linux: {
				path: placeTexts(vmas.path),
				offset: place(vmaPool.share(vmas.offset)),
				device: placeTexts(vmas.device),
				inode,
				vmFlags: placeTexts(vmas.vmFlags),
				fields,
			},
		},
		regions,
	};
}

function sayLeftOut(count: number): string {
	const what = count === 1 ? '1 mapping that overlaps another is' : `${count} mappings that overlap others are`;
	return `${what} left out: the list of mappings contradicts itself.`;
}

/** Makes equal fields one column. Size says again what the addresses say, so it becomes their column. */
function shareFields({fields, size}: VmaColumns, {share}: ColumnPool): Readonly<Record<string, NumberColumn>> {
	return Object.fromEntries(
		Object.entries(fields).map(([name, column]) => [
			name,
			name === 'Size' && areEqualColumns(column, size) ? size : share(column),
		]),
	);
}

function mapColumns<Columns extends Readonly<Record<string, NumberColumn>>>(
	columns: Columns,
	change: (column: NumberColumn) => NumberColumn,
): {readonly [name in keyof Columns]: NumberColumn} {
	const changed = Object.entries(columns).map(([name, column]) => [name, change(column)]);
	return Object.fromEntries(changed) as {[name in keyof Columns]: NumberColumn};
}
