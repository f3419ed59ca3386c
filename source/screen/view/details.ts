import {columns as allColumns} from '../../model/column.ts';
import {describeChange} from '../../model/diff/describe-change.ts';
import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import {blockLengths, regionEnd} from '../../model/diff/find-listed.ts';
import {formatAddress, formatSize} from '../../model/format.ts';
import {parseVmFlags} from '../../model/linux/vm-flags.ts';
import type {Measure} from '../../model/measure.ts';
import {typeName} from '../../model/memory-type.ts';
import {blockMeasure, regionMeasure} from '../../model/region-measures.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import {type NumberColumn, numberAt, regionBlockCount, type Snapshot, textAt} from '../../model/snapshot.ts';
import {sayStackUse} from '../../model/stack-use.ts';
import {escapeText, fitText} from '../../model/text.ts';
import {bold, dim, type Line, plain} from '../line.ts';
import {showSize} from './show-size.ts';

const labelWidth = 14;
const valueWidth = 15;

/** Everything that is known of one region or block, as lines of at most `width` cells. */
export function viewDetails(snapshot: Snapshot, row: TreeRow, width: number): readonly Line[] {
	return [
		...identityLines(snapshot, row, width),
		[],
		[bold('Measures'), dim('  in K; ? is unknown')],
		...grid(measurePairs(snapshot, row), width),
		...linuxLines(snapshot, row, width),
	];
}

function identityLines(snapshot: Snapshot, row: TreeRow, width: number): readonly Line[] {
	const {blocks, regions, process} = snapshot;
	const [first] = blockRange(snapshot, row);
	const start = blocks.start[first] ?? 0;
	const end = row.kind === 'block' ? start + (blockLengths(snapshot)[first] ?? 0) : regionEnd(snapshot, row.region);
	const protection = textAt(
		snapshot,
		row.kind === 'block' ? blocks.protection : regions.protection,
		row.kind === 'block' ? row.block : row.region,
	);
	const count = regionBlockCount(snapshot, row.region);
	const place =
		row.kind === 'block'
			? `Block ${row.block - (regions.firstBlock[row.region] ?? 0) + 1} of ${count}`
			: `Region of ${count} block${count === 1 ? '' : 's'}`;
	const digits = process.addressDigits;
	const isInferred = regions.isInferred[row.region] === 1;
	const pairs: readonly (readonly [string, string])[] = [
		['Range', `${formatAddress(start, digits)} - ${formatAddress(end, digits)}  ${protection}`],
		['Type', `${typeName(regions.type[row.region] ?? 0)}, ${textAt(snapshot, regions.kind, row.region)}`],
		['Details', textAt(snapshot, regions.details, row.region)],
		['Stack', row.kind === 'region' && !isDiffSnapshot(snapshot) ? (sayStackUse(snapshot, row.region) ?? '') : ''],
		['Part', row.kind === 'block' ? textAt(snapshot, blocks.details, row.block) : ''],
		['Change', isDiffSnapshot(snapshot) && row.kind === 'region' ? describeChange(snapshot, row.region) : ''],
		['Evidence', `${textAt(snapshot, regions.evidence, row.region)}${isInferred ? ' (inferred)' : ''}`],
	];
	return [
		[bold(place)],
		...pairs.filter(([, value]) => value !== '').flatMap(([label, value]) => wrapPair(label, value, width)),
	];
}

/** A label and its text, which goes on below itself where it is longer than the line. */
function wrapPair(label: string, value: string, width: number): readonly Line[] {
	const room = width - labelWidth;
	const lines: Line[] = [];
	let rest = escapeText(value);
	do {
		const cut = rest.length <= room ? rest.length : Math.max(rest.lastIndexOf(' ', room), Math.floor(room / 2));
		lines.push([dim((lines.length === 0 ? label : '').padEnd(labelWidth)), {text: fitText(rest.slice(0, cut), room)}]);
		rest = rest.slice(cut).trimStart();
	} while (rest !== '');
	return lines;
}

type Pair = {readonly label: string; readonly value: string};

function measurePairs(snapshot: Snapshot, row: TreeRow): readonly Pair[] {
	return allColumns
		.filter(column => column.measure !== undefined && column.platforms.includes(snapshot.platform))
		.map(column => ({
			label: column.header,
			value:
				showSize(column.measure && measureOf(snapshot, row, column.measure), valueWidth, isDiffSnapshot(snapshot)) ||
				'0',
		}));
}

function measureOf(snapshot: Snapshot, row: TreeRow, measure: Measure): number | undefined {
	return row.kind === 'block'
		? blockMeasure(snapshot, measure, row.block)
		: numberAt(regionMeasure(snapshot, measure), row.region);
}

/** Pairs in as many columns as fit. */
function grid(pairs: readonly Pair[], width: number): readonly Line[] {
	const cell = 18 + valueWidth + 2;
	const perLine = Math.max(1, Math.floor(width / cell));
	const lineCount = Math.ceil(pairs.length / perLine);
	return Array.from({length: lineCount}, (_, line) =>
		pairs
			.filter((_, index) => index % lineCount === line)
			.flatMap(({label, value}) => [dim(label.padEnd(18)), {text: `${value.trim().padStart(valueWidth)}  `}]),
	);
}

/** What smaps says beyond the measures: file, every field, flags in words. */
function linuxLines(snapshot: Snapshot, row: TreeRow, width: number): readonly Line[] {
	const {linux} = snapshot.blocks;
	const [first, last] = blockRange(snapshot, row);
	if (!linux || typeName(snapshot.regions.type[row.region] ?? 0) === 'Free') {
		return [];
	}

	const inode = linux.inode[first] ?? 0;
	const file: readonly (readonly [string, string])[] =
		inode > 0
			? [
					['File offset', `${linux.offset[first] ?? 0} bytes`],
					['Device', `${textAt(snapshot, linux.device, first)}, inode ${inode}`],
				]
			: [];
	const fields = Object.entries(linux.fields).map(([label, column]) => ({
		label,
		value: fieldText(label, column, [first, last], isDiffSnapshot(snapshot)),
	}));
	return [
		...file.flatMap(([label, value]) => wrapPair(label, value, width)),
		[],
		[bold('smaps'), dim(row.kind === 'region' ? '  sums over the blocks, in K' : '  in K')],
		...grid(fields, width),
		...flagLines(snapshot, first, last, width),
	];
}

/** Fields that say something of each page or VMA: their sum would say nothing. */
const unsummedFields: ReadonlySet<string> = new Set(['KernelPageSize', 'MMUPageSize', 'THPeligible', 'ProtectionKey']);
const bareFields: ReadonlySet<string> = new Set(['THPeligible', 'ProtectionKey']);

function fieldText(
	name: string,
	column: NumberColumn,
	[first, last]: readonly [number, number],
	isDiff: boolean,
): string {
	const values = column.subarray(first, last);
	const known = values.filter(value => !Number.isNaN(value));
	if (known.length === 0) {
		return '?';
	}

	if (unsummedFields.has(name)) {
		const distinct = [...new Set(known)];
		return distinct.length > 1
			? 'various'
			: bareFields.has(name)
				? String(distinct[0])
				: formatSize(distinct[0], valueWidth);
	}

	const sum = known.reduce((total, value) => total + value, 0);
	return showSize(sum, valueWidth, isDiff) || '0';
}

/** Every flag that one of the blocks has, in words, and how many have it where not all do. */
function flagLines(snapshot: Snapshot, first: number, last: number, width: number): readonly Line[] {
	const {linux} = snapshot.blocks;
	if (!linux) {
		return [];
	}

	const counts = new Map<number, number>();
	for (let row = first; row < last; row++) {
		const text = linux.vmFlags[row] ?? 0;
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}

	const flags = new Map<string, {meaning: string | undefined; count: number}>();
	for (const [text, count] of counts) {
		for (const {flag, meaning} of parseVmFlags(snapshot.strings[text] ?? '')) {
			flags.set(flag, {meaning, count: (flags.get(flag)?.count ?? 0) + count});
		}
	}

	const lines = [...flags].map(([flag, {meaning, count}]): Line => {
		const share = count === last - first ? '' : `  (${count} of ${last - first} blocks)`;
		return plain(fitText(`  ${flag}  ${meaning ?? 'not known to this program'}${share}`, width));
	});
	return lines.length === 0 ? [] : [[], [bold('VmFlags')], ...lines];
}

/** First row and the row after the last: of a region its blocks, of a block itself. */
function blockRange({regions}: Snapshot, row: TreeRow): readonly [number, number] {
	return row.kind === 'block'
		? [row.block, row.block + 1]
		: [regions.firstBlock[row.region] ?? 0, regions.firstBlock[row.region + 1] ?? 0];
}
