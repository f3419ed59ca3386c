import type {Moments} from '../history/moments.ts';
import type {TotalMeasure, TotalsType} from '../history/totals.ts';
import type {ChartData} from './chart-lines.ts';

/** What a chart shows of a history: one line for each measure, of one type or of all together. */
export function chartHistory(
	history: Moments,
	{
		measures,
		type,
		cursor,
	}: {readonly measures: readonly TotalMeasure[]; readonly type: TotalsType; readonly cursor: number},
): ChartData {
	return {
		times: Float64Array.from({length: history.length()}, (_, index) => history.timeAt(index)),
		series: measures.map(measure => history.totals(measure, type)),
		isGapBefore: index => history.gapBefore(index) !== undefined,
		isMarked: history.isMarked,
		cursor,
	};
}
