import {diffView} from '../../model/diff/diff-view.ts';
import {formatAddress} from '../../model/format.ts';
import {typeName} from '../../model/memory-type.ts';
import {regionMeasure} from '../../model/region-measures.ts';
import {numberAt, regionStart, type Snapshot, textAt} from '../../model/snapshot.ts';
import {type SummaryRow, summarize} from '../../model/summary.ts';
import {jsonMeasures} from '../json-schema.ts';
import {quoteJson, quoteText} from '../quote-text.ts';
import {type Compared, changeOf, listChanged} from './compared.ts';

/** What the first two fields of a diff in JSON say. docs/json.md describes the rest. */
const diffFormat = 'vmmap-tui/diff';

/** Counts up when a reader of the version before would misread the file; new fields alone do not count. */
const diffVersion = 1;

/** What can be compared of a type. */
const summaryNumbers = ['regions', 'blocks', 'largest', ...jsonMeasures] as const;

/**
 * A diff as JSON, in parts: for each type what was before, what is after and the growth, and the growth of each region
 * to which something happened. All sizes are in bytes. What is unknown or empty is left out.
 */
export function* writeDiffJson({diff, beforeName, afterName}: Compared): Generator<string> {
	const [before, after] = [diff.before.snapshot, diff.after.snapshot];
	const view = diffView(diff);
	yield `{\n"format": ${quoteText(diffFormat)},\n"version": ${diffVersion},\n"platform": ${quoteText(after.platform)},\n`;
	yield `"before": ${quoteJson(describeSide(before, beforeName))},\n"after": ${quoteJson(describeSide(after, afterName))},\n`;

	const rows = summarize(view).rows.map((growth, index) =>
		quoteJson({
			type: growth.type,
			before: pickNumbers(summarize(before).rows[index]),
			after: pickNumbers(summarize(after).rows[index]),
			growth: pickNumbers(growth),
		}),
	);
	yield `"summary": [\n${rows.join(',\n')}\n],\n"regions": [\n`;

	let separator = '';
	for (const region of listChanged(diff)) {
		yield separator + quoteJson(describeRegion(view, region, changeOf(diff, region)));
		separator = ',\n';
	}

	yield '\n]\n}\n';
}

function describeSide({process, time}: Snapshot, source: string) {
	return {source, time: new Date(time).toISOString(), process: {pid: process.pid, name: process.name}};
}

function pickNumbers(row: SummaryRow | undefined) {
	return Object.fromEntries(summaryNumbers.map(name => [name, row?.[name]]));
}

function describeRegion(view: Snapshot, region: number, change: string) {
	const text = (column: 'kind' | 'protection' | 'details') => textAt(view, view.regions[column], region) || undefined;
	return {
		address: formatAddress(regionStart(view, region), 16),
		change,
		type: typeName(view.regions.type[region] ?? 0),
		kind: text('kind'),
		protection: text('protection'),
		details: text('details'),
		growth: Object.fromEntries(jsonMeasures.map(measure => [measure, numberAt(regionMeasure(view, measure), region)])),
	};
}
