import type {History} from './history.ts';

/** The snapshots of a process in the order of time, as they are looked at: a session's, or those of a recording. */
export type Moments = Pick<
	History,
	| 'length'
	| 'at'
	| 'timeAt'
	| 'numberAt'
	| 'indexOfNumber'
	| 'isMarked'
	| 'mark'
	| 'gapBefore'
	| 'totals'
	| 'droppedCount'
>;
