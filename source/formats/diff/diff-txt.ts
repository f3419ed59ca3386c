import {type Column, columns} from '../../model/column.ts';
import {diffView} from '../../model/diff/diff-view.ts';
import {formatAddress, formatCount, formatSignedSize, formatSize} from '../../model/format.ts';
import type {Measure} from '../../model/measure.ts';
import {typeName} from '../../model/memory-type.ts';
import {describeProcess} from '../../model/process-name.ts';
import {regionMeasure} from '../../model/region-measures.ts';
import {numberAt, regionStart, type Snapshot, textAt} from '../../model/snapshot.ts';
import {type SummaryRow, summarize} from '../../model/summary.ts';
import {escapeText} from '../../model/text.ts';
import {layOutTable, type TextColumn} from '../text-table.ts';
import {type Compared, changeOf, listChanged, rankGrowth} from './compared.ts';

/** Wide enough for every size in K; a file has no edge. */
const anyWidth = 30;

/** As many as fit on a page with the rest. */
const mostRegions = 20;

/**
 * What a person would paste into a ticket: what was compared, the three totals, the types that changed and the regions
 * that grew most. Sizes are in K of 1,024 bytes, nothing is 0 and `?` is unknown.
 */
export function* writeDiffTxt(compared: Compared): Generator<string> {
	yield* writeHead(compared);
	yield* writeTotals(compared);
	yield* writeTypes(compared);
	yield* writeRegions(compared);
}

function* writeHead({diff, beforeName, afterName}: Compared): Generator<string> {
	const [before, after] = [diff.before.snapshot, diff.after.snapshot];
	const seconds = Math.round((after.time - before.time) / 1000);
	yield `Before  ${describeSide(before, beforeName)}\n`;
	yield `After   ${describeSide(after, afterName)}, ${Math.abs(seconds)} s ${seconds < 0 ? 'earlier' : 'later'}\n\n`;
}

function describeSide({process, time}: Snapshot, name: string): string {
	return `${escapeText(name)}: ${describeProcess(process)}, ${new Date(time).toISOString()}`;
}

/** What VMMap's three bars are of. */
const totals = [
	{caption: 'Committed', measure: 'committed'},
	{caption: 'Private', measure: 'private'},
	{caption: 'Working Set', measure: 'totalWs'},
] as const satisfies readonly {readonly caption: string; readonly measure: Measure}[];

function* writeTotals({diff}: Compared): Generator<string> {
	const [before, after, growth] = [diff.before.snapshot, diff.after.snapshot, diffView(diff)].map(
		snapshot => summarize(snapshot).total,
	);
	yield* writeTable(
		[
			{header: '', align: 'left'},
			{header: 'Before', align: 'right'},
			{header: 'After', align: 'right'},
			{header: 'Growth', align: 'right'},
		],
		totals.map(({caption, measure}) => [
			caption,
			formatSize(before?.[measure], anyWidth),
			formatSize(after?.[measure], anyWidth),
			formatSignedSize(growth?.[measure], anyWidth),
		]),
	);
}

const typeColumns = columns.filter(({isInSummary, isOptional}) => isInSummary && !isOptional);

function* writeTypes({diff}: Compared): Generator<string> {
	const rows = summarize(diffView(diff)).rows.filter(hasChanged);
	if (rows.length === 0) {
		yield '\nNo type has changed.\n';
		return;
	}

	yield '\nTypes that changed, by how much:\n';
	yield* writeTable(
		typeColumns,
		rows.map(row => typeColumns.map(column => typeCell(row, column))),
	);
}

function hasChanged(row: SummaryRow): boolean {
	return typeColumns.some(({id, measure}) => {
		const key = measure ?? (id === 'blocks' || id === 'largest' ? id : undefined);
		return key !== undefined && (row[key] ?? 0) !== 0;
	});
}

function typeCell(row: SummaryRow, {id, measure}: Column): string {
	if (measure) {
		return formatSignedSize(row[measure], anyWidth);
	}

	switch (id) {
		case 'blocks':
			return row.blocks === undefined ? '' : formatSignedCount(row.blocks);
		case 'largest':
			return row.largest === undefined ? '' : formatSignedSize(row.largest, anyWidth);
		default:
			return row.type;
	}
}

function formatSignedCount(count: number): string {
	return (count < 0 ? '-' : count > 0 ? '+' : '') + formatCount(Math.abs(count), anyWidth);
}

const regionColumns: readonly TextColumn[] = [
	{header: 'Private', align: 'right'},
	{header: 'Total WS', align: 'right'},
	{header: 'Size', align: 'right'},
	{header: 'Change', align: 'left'},
	{header: 'Address', align: 'left'},
	{header: 'Type', align: 'left'},
	{header: 'Kind', align: 'left'},
	{header: 'Details', align: 'left'},
];

function* writeRegions({diff}: Compared): Generator<string> {
	const changed = listChanged(diff);
	const grown = rankGrowth(diff, changed);
	const counts = `${formatCount(changed.length, anyWidth) || 'none'} changed, ${formatCount(grown.length, anyWidth) || 'none'} grew`;
	if (grown.length === 0) {
		yield `\nNo region grew (${counts}).\n`;
		return;
	}

	const view = diffView(diff);
	const shown = grown.slice(0, mostRegions);
	yield `\nRegions that grew most, by how much (${counts}):\n`;
	yield* writeTable(
		regionColumns,
		shown.map(region => [
			...(['private', 'totalWs', 'size'] as const).map(measure =>
				formatSignedSize(numberAt(regionMeasure(view, measure), region), anyWidth),
			),
			changeOf(diff, region),
			formatAddress(regionStart(view, region), view.process.addressDigits),
			typeName(view.regions.type[region] ?? 0),
			escapeText(textAt(view, view.regions.kind, region)),
			escapeText(textAt(view, view.regions.details, region)),
		]),
	);
}

function* writeTable(headings: readonly TextColumn[], rows: readonly (readonly string[])[]): Generator<string> {
	const table = layOutTable(headings);
	for (const row of rows) {
		table.measure(row);
	}

	yield table.writeHeading();
	yield* rows.map(table.writeRow);
}
