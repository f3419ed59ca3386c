import {findInsights} from '../../model/insights/find-insights.ts';
import {escapeText, fitText, wrapText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import {helpHeight} from '../help-overlay.ts';
import {bold, dim, type Line, plain} from '../line.ts';
import {memoizeLast} from '../memoize.ts';
import type {InsightsTool} from './state.ts';

const find = memoizeLast(findInsights);

/** How far the sentence of an insight stands in. */
const indent = 4;

/** One page of the insights, below the title. */
export function insightsHeight({layout}: Derived): number {
	return Math.max(1, helpHeight(layout) - 1);
}

/** What could not be found out, then what is known, a subject and its sentence each; a warning is marked by `!`. */
export function insightLines({snapshot, layout}: Derived): readonly Line[] {
	const missing = snapshot.notices.map(sentence => ({subject: 'not known', sentence, isWarning: true}));
	const lines = [...missing, ...find(snapshot)].flatMap(({subject, sentence, isWarning}): readonly Line[] => [
		[
			{text: isWarning ? '! ' : '  ', look: {isBold: isWarning}},
			bold(fitText(escapeText(subject), layout.columns - 2)),
		],
		...wrapText(escapeText(sentence), layout.columns - indent).map(
			(part): Line => [{text: ' '.repeat(indent)}, {text: part}],
		),
	]);
	return lines.length === 0 ? [plain('  Nothing stands out in this snapshot.')] : lines;
}

export function viewInsights({top}: InsightsTool, context: Derived): readonly Line[] {
	const lines = insightLines(context);
	const height = insightsHeight(context);
	const first = Math.max(0, Math.min(top, lines.length - height));
	return [[bold('Insights'), dim('  ! is a warning')], ...lines.slice(first, first + height)];
}
