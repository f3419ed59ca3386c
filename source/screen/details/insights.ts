import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import {findInsightsOf} from '../../model/insights/find-insights.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import {escapeText, wrapText} from '../../model/text.ts';
import {bold, dim, type Line} from '../line.ts';
import {rowBlocks} from './row-blocks.ts';

/** How far a sentence stands in, and the mark of a warning within that. */
const indent = 2;

/** What is worth knowing of it. In a diff, where numbers are differences, nothing. */
export function insightLines(snapshot: Snapshot, row: TreeRow, width: number): readonly Line[] {
	if (isDiffSnapshot(snapshot)) {
		return [];
	}

	const insights = findInsightsOf(snapshot, row.region, rowBlocks(snapshot, row));
	const lines = insights.flatMap(({sentence, isWarning}) =>
		wrapText(escapeText(sentence), width - indent).map(
			(part, index): Line => [
				{text: (isWarning && index === 0 ? '!' : '').padEnd(indent), look: {isBold: true}},
				{text: part},
			],
		),
	);
	return lines.length === 0 ? [] : [[], [bold('Insights'), dim('  ! is a warning')], ...lines];
}
