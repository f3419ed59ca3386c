import {diffView} from '../../model/diff/diff-view.ts';
import {formatAddress} from '../../model/format.ts';
import {regionMeasure} from '../../model/region-measures.ts';
import {numberAt, regionStart, textAt} from '../../model/snapshot.ts';
import {summarize} from '../../model/summary.ts';
import {writeCell} from '../csv.ts';
import {describeType, vmmapMeasures} from '../vmmap-columns.ts';
import {type Compared, changeOf, listChanged} from './compared.ts';

/**
 * A diff as CSV, two tables as a snapshot's has them: by how much each type grew, then each region to which something
 * happened. Sizes are in KB, less than 0 where something shrank; unknown is an empty cell. Numbers stand without
 * quotes, since a spreadsheet takes a quoted `-12` for a formula in some cases and for a text in others.
 *
 *   "Type","Size","Committed","Private","Total WS","Private WS","Shareable WS","Shared WS","Locked WS","Blocks","Largest"
 *   "Heap",132,132,132,64,64,0,0,0,1,132
 */
export function* writeDiffCsv({diff, beforeName, afterName}: Compared): Generator<string> {
	const view = diffView(diff);
	const headers = vmmapMeasures.map(({header}) => header);
	for (const [caption, name, {process, time}] of [
		['Before:', beforeName, diff.before.snapshot],
		['After:', afterName, diff.after.snapshot],
	] as const) {
		yield writeRecord([caption, name, process.name, process.pid, new Date(time).toISOString()]);
	}

	yield '\n';
	yield writeRecord(['Type', ...headers, 'Blocks', 'Largest']);
	for (const row of summarize(view).rows) {
		const sizes = vmmapMeasures.map(({measure}) => toKilobytes(row[measure]));
		yield writeRecord([row.type, ...sizes, row.blocks, toKilobytes(row.largest)]);
	}

	yield '\n';
	yield writeRecord(['Change', 'Address', 'Type', ...headers, 'Protection', 'Details']);
	for (const region of listChanged(diff)) {
		yield writeRecord([
			changeOf(diff, region),
			formatAddress(regionStart(view, region), view.process.addressDigits).toUpperCase(),
			describeType(view, region),
			...vmmapMeasures.map(({measure}) => toKilobytes(numberAt(regionMeasure(view, measure), region))),
			textAt(view, view.regions.protection, region),
			textAt(view, view.regions.details, region),
		]);
	}
}

function toKilobytes(bytes: number | undefined): number | undefined {
	return bytes === undefined ? undefined : Math.trunc(bytes / 1024);
}

function writeRecord(cells: readonly (string | number | undefined)[]): string {
	const texts = cells.map(cell => (typeof cell === 'string' ? writeCell(cell) : String(cell ?? '')));
	return `${texts.join(',')}\n`;
}
