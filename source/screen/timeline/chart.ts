import {clock} from '../../model/clock.ts';
import {formatSize} from '../../model/format.ts';
import type {Moments} from '../../model/history/moments.ts';
import {chartHistory} from '../../model/timeline/chart-data.ts';
import {type Chart, chartLines} from '../../model/timeline/chart-lines.ts';
import type {TimelineState} from './state.ts';

/** Draws the timeline of a whole history into `width` x `height` cells, its cursor on the snapshot at `shown`. */
export function drawTimeline(
	history: Moments,
	{type, lines}: TimelineState,
	{shown, width, height}: {readonly shown: number; readonly width: number; readonly height: number},
): Chart {
	const data = chartHistory(history, {measures: lines.map(({measure}) => measure), type, cursor: shown});
	return chartLines(data, {
		width,
		height,
		format: (bytes, cells) => formatSize(bytes, cells) || '0',
		formatTime: clock,
	});
}
