import {clock} from '../../model/clock.ts';
import type {Derived} from '../derive.ts';
import {shownIndex} from '../time.ts';

const reasons = {
	mark: 'the mark',
	refresh: 'the last refresh',
	first: 'the first snapshot',
} as const;

/** Which moments the tables show: `CHANGE since the mark at 20:31:05`, `CHANGE from the mark at 20:31:05 to 20:32:10`, `Snapshot 12 of 40 at 20:31:05`; empty for the newest. */
export function describeMoments({time, base}: Derived): string {
	const {history} = time;
	if (base) {
		const from = `${reasons[base.reason]} at ${clock(history.timeAt(base.index))}`;
		return base.until === history.length() - 1
			? `CHANGE since ${from}`
			: `CHANGE from ${from} to ${clock(history.timeAt(base.until))}`;
	}

	return time.shown === undefined
		? ''
		: `SNAPSHOT ${history.numberAt(shownIndex(time))} at ${clock(history.timeAt(shownIndex(time)))}`;
}

/** Says that the history has lost snapshots to its limit; empty while it has not. */
export function describeThinning({time}: Derived): string {
	const dropped = time.history.droppedCount();
	return dropped === 0 ? '' : `${dropped} older snapshots thinned out`;
}
