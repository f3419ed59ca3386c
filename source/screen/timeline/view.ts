import {formatSize} from '../../model/format.ts';
import type {Chart, ChartSpan} from '../../model/timeline/chart-lines.ts';
import {lineSign} from '../../model/timeline/draw-line.ts';
import type {Derived} from '../derive.ts';
import type {Line, Look, Segment} from '../line.ts';
import {shownIndex} from '../time.ts';
import type {TimelineState} from './state.ts';

/** The timeline as lines: a legend with the values of the shown moment, and the chart. */
export function viewTimeline(
	timeline: TimelineState,
	chart: Chart,
	{time}: Derived,
	isFocused: boolean,
): readonly Line[] {
	const legend: Line = [
		{text: `${timeline.type} `, look: {isBold: true, isInverse: isFocused}},
		...timeline.lines.map(({name, measure, color}, index): Segment => {
			const value = time.history.totals(measure, timeline.type)[shownIndex(time)];
			const size = formatSize(value === undefined || Number.isNaN(value) ? undefined : value, 11) || '0';
			return {text: ` ${lineSign(index)} ${name} ${size} `, look: {color}};
		}),
	];
	return [legend, ...chart.rows.map(row => row.map(span => drawSpan(span, timeline)))];
}

function drawSpan({text, series, part}: ChartSpan, {lines}: TimelineState): Segment {
	const color = series === undefined ? undefined : lines[series]?.color;
	return color === undefined ? {text, look: lookOf(part)} : {text, look: {color}};
}

function lookOf(part: ChartSpan['part']): Look {
	switch (part) {
		case 'cursor':
		case 'mark':
			return {isBold: true};
		case 'line':
		case 'blank':
			return {};
		default:
			return {isDim: true};
	}
}
