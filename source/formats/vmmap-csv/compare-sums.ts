import {formatSize} from '../../model/format.ts';
import {allMeasures, type Measure} from '../../model/measure.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import {type Summary, type SummaryRow, summarize} from '../../model/summary.ts';
import {kilobyte} from './kilobyte.ts';
import type {SummaryFacts, SummaryTable} from './read-summary-table.ts';

/** Says where the file's table of types is not the sum over its regions: one sentence for all of it, none where it is. */
export function compareSums(snapshot: Snapshot, summary: SummaryTable): readonly string[] {
	const differences = summarize(snapshot).rows.flatMap(row => {
		const facts = summary.get(row.type);
		return facts ? compareRow(row, facts) : [];
	});
	const [first] = differences;
	if (first === undefined) {
		return [];
	}

	const others = differences.length === 1 ? '' : `, and ${differences.length - 1} more differ`;
	return [`The file contradicts itself: ${first}${others}. What is shown is the sum over its regions.`];
}

const compared = ['size', 'committed', 'private', 'totalWs', 'privateWs', 'sharedWs', 'lockedWs'] as const;

function compareRow(row: SummaryRow, facts: SummaryFacts): readonly string[] {
	return compared.flatMap(measure => {
		const ours = row[measure];
		const theirs = facts[measure];
		// Sums of whole KB may be a little less than what they are sums of.
		return ours === undefined || theirs === undefined || Math.abs(ours - theirs) < kilobyte
			? []
			: [
					`its ${row.type} has ${formatSize(theirs, 20) || '0'}K of ${measure} and its regions ${formatSize(ours, 20) || '0'}K`,
				];
	});
}

/** The file's own table of types. What it has no column for is undefined. */
export function toSummary(snapshot: Snapshot, summary: SummaryTable): Summary {
	const counted = summarize(snapshot);
	const toRow = (row: SummaryRow): SummaryRow => {
		const facts = summary.get(row.type);
		const unknown = Object.fromEntries(allMeasures.map(measure => [measure, undefined])) as Readonly<
			Record<Measure, undefined>
		>;
		const hasBlocks = row.type !== 'Page Table' && row.type !== 'Unusable';
		return {
			...unknown,
			...facts,
			type: row.type,
			regions: row.regions,
			blocks: hasBlocks ? facts?.blocks : undefined,
			largest: row.type === 'Total' || row.type === 'Page Table' ? undefined : facts?.largest,
		};
	};
	return {rows: counted.rows.map(toRow), total: toRow(counted.total), types: counted.types.map(toRow)};
}
