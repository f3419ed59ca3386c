import {formatPercent} from '../format.ts';
import {sayBytes, sayCount} from '../say.ts';
import {type Snapshot, textAt} from '../snapshot.ts';
import {measureStack} from '../stack-use.ts';
import type {Insight} from './insight.ts';

/** What a stack has in its details of which no thread uses it. */
const withoutThread = 'no live thread';

/** Stacks of threads against what was ever used of them. */
export function findUnusedStacks(snapshot: Snapshot): Insight | undefined {
	const {regions} = snapshot;
	let count = 0;
	let threadless = 0;
	let whole = 0;
	let used = 0;
	let kept = 0;
	for (let region = 0; region < regions.count; region++) {
		if (!isThreadStack(textAt(snapshot, regions.kind, region))) {
			continue;
		}

		count++;
		const stack = measureStack(snapshot, region);
		whole += stack.whole;
		used += stack.used;
		if (textAt(snapshot, regions.details, region) === withoutThread) {
			threadless++;
			kept += stack.used;
		}
	}

	if (count === 0 || Number.isNaN(whole + used) || whole === 0) {
		return;
	}

	const idle =
		threadless === 0
			? ''
			: ` ${sayCount(threadless, 'of them has no live thread and keeps', 'of them have no live thread and keep')} ` +
				`${sayBytes(kept)}.`;
	return {
		subject: 'stacks',
		sentence:
			`${sayCount(count, 'thread stack')} of ${sayBytes(whole)}, of which ${sayBytes(used)}, ` +
			`${formatPercent(used / whole)}, ${snapshot.platform === 'windows' ? 'are committed' : 'were ever touched'}.${idle}`,
		isWarning: false,
	};
}

/** Windows gives a 32-bit thread a second one, the `64-bit thread stack`. */
function isThreadStack(kind: string): boolean {
	return kind === 'thread stack' || kind === '64-bit thread stack';
}
