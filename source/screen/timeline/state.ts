import type {TotalsType} from '../../model/history/totals.ts';
import type {TimelineLine} from './lines.ts';

/** What the timeline shows. */
export type TimelineState = {
	readonly type: TotalsType;
	readonly lines: readonly TimelineLine[];
};
