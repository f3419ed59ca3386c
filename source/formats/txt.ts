import {type Column, columns} from '../model/column.ts';
import {formatAddress, formatCount, formatMilliseconds, formatSize} from '../model/format.ts';
import type {Measure} from '../model/measure.ts';
import {typeName} from '../model/memory-type.ts';
import {describeProcess} from '../model/process-name.ts';
import {blockMeasure, regionMeasure} from '../model/region-measures.ts';
import {numberAt, regionRunCount, regionStart, type Snapshot, textAt} from '../model/snapshot.ts';
import {type SummaryRow, summarize} from '../model/summary.ts';
import {escapeText} from '../model/text.ts';
import {layOutTable} from './text-table.ts';
import {listVmmapRegions} from './vmmap-columns.ts';

/** Wide enough for every size in K; a file has no edge. */
const anyWidth = 30;

const summaryColumns = columns.filter(({isInSummary, isOptional}) => isInSummary && !isOptional);

/** As on the screen, but that Details comes last, where it may be as long as it is. */
const regionColumns = columns
	.filter(({isInRegions, isOptional}) => isInRegions && !isOptional)
	.toSorted((a, b) => Number(a.id === 'details') - Number(b.id === 'details'));

/**
 * A snapshot as text, what the screen shows: process, totals, types, and every region followed by its blocks, which are
 * indented. Columns are aligned; sizes are in K of 1,024 bytes, nothing is 0 and `?` is unknown.
 */
export function* writeTxt(snapshot: Snapshot): Generator<string> {
	yield* writeHead(snapshot);
	yield* writeSummary(snapshot);
	yield '\n';
	yield* writeRegions(snapshot);
}

function* writeHead(snapshot: Snapshot): Generator<string> {
	const {process, time, cost, notices} = snapshot;
	const facts = [process.architecture, process.user, process.command].filter(fact => fact !== undefined);
	yield `${[describeProcess(process), ...facts.map(escapeText)].join('  ')}\n`;
	const source = cost.source === 'file' ? 'a file' : `${cost.source} in ${formatMilliseconds(cost.milliseconds)}`;
	yield `${new Date(time).toISOString()}, read from ${source}\n`;
	for (const notice of notices) {
		yield `${escapeText(notice)}\n`;
	}

	yield '\n';
	const {total} = summarize(snapshot);
	for (const {caption, measure} of totals) {
		yield `${caption.padEnd(12)}${(writeSize(total[measure]) || '0').padStart(15)} K\n`;
	}

	yield '\n';
}

/** What VMMap's three bars are of. */
const totals = [
	{caption: 'Committed', measure: 'committed'},
	{caption: 'Private', measure: 'private'},
	{caption: 'Working Set', measure: 'totalWs'},
] as const satisfies readonly {caption: string; measure: Measure}[];

function* writeSummary(snapshot: Snapshot): Generator<string> {
	const table = layOutTable(summaryColumns);
	const rows = summarize(snapshot).rows.map(row => summaryColumns.map(column => summaryCell(row, column)));
	for (const row of rows) {
		table.measure(row);
	}

	yield table.writeHeading();
	yield* rows.map(table.writeRow);
}

function summaryCell(row: SummaryRow, {id, measure}: Column): string {
	if (measure) {
		return writeSize(row[measure]);
	}

	switch (id) {
		case 'blocks':
			return row.blocks === undefined ? '' : formatCount(row.blocks, anyWidth);
		case 'largest':
			return row.largest === undefined ? '' : writeSize(row.largest);
		default:
			return row.type;
	}
}

function* writeRegions(snapshot: Snapshot): Generator<string> {
	const table = layOutTable(regionColumns);
	for (const row of listRows(snapshot)) {
		table.measure(row);
	}

	yield table.writeHeading();
	for (const row of listRows(snapshot)) {
		yield table.writeRow(row);
	}
}

/** The cells of each region, and of each of its blocks after it. */
function* listRows(snapshot: Snapshot): Generator<readonly string[]> {
	const {firstBlock} = snapshot.regions;
	for (const region of listVmmapRegions(snapshot)) {
		yield regionColumns.map(column => regionCell(snapshot, region, column));
		const end = firstBlock[region + 1] ?? 0;
		for (let block = firstBlock[region] ?? 0; block < end; block++) {
			yield regionColumns.map(column => blockCell(snapshot, region, block, column));
		}
	}
}

function regionCell(snapshot: Snapshot, region: number, {id, measure}: Column): string {
	if (measure) {
		return writeSize(numberAt(regionMeasure(snapshot, measure), region));
	}

	const {regions, process} = snapshot;
	switch (id) {
		case 'address':
			return formatAddress(regionStart(snapshot, region), process.addressDigits);
		case 'type':
			return typeName(regions.type[region] ?? 0);
		case 'blocks':
			return formatCount(regionRunCount(snapshot, region), anyWidth);
		case 'protection':
		case 'kind':
		case 'details':
			return escapeText(textAt(snapshot, regions[id], region));
		default:
			return '';
	}
}

function blockCell(snapshot: Snapshot, region: number, block: number, {id, measure}: Column): string {
	if (measure) {
		return writeSize(blockMeasure(snapshot, measure, block));
	}

	const {blocks, regions, process} = snapshot;
	switch (id) {
		case 'address':
			return `  ${formatAddress(blocks.start[block] ?? 0, process.addressDigits)}`;
		case 'type':
			return typeName(regions.type[region] ?? 0);
		case 'protection':
		case 'details':
			return escapeText(textAt(snapshot, blocks[id], block));
		default:
			return '';
	}
}

function writeSize(bytes: number | undefined): string {
	return formatSize(bytes, anyWidth);
}
