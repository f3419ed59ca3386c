import {formatPercent} from '../format.ts';
import {jvmCounters} from '../linux/jvm/jvm-account.ts';
import {sayBytes} from '../say.ts';
import type {Snapshot} from '../snapshot.ts';
import {summarize} from '../summary.ts';
import type {Insight} from './insight.ts';

/**
 * What a JVM that was asked has committed by its own account, against what the kernel has in memory of the whole process:
 * committed is what may be touched, and malloc is counted where the JVM calls it itself.
 */
export function findJvmAccount(snapshot: Snapshot): Insight | undefined {
	const {[jvmCounters.committed]: committed, [jvmCounters.malloc]: malloc} = snapshot.counters;
	const {totalWs} = summarize(snapshot).total;
	if (committed === undefined || committed === 0 || totalWs === undefined) {
		return;
	}

	// The total has the page tables in it, which are the kernel's.
	const resident = totalWs - (snapshot.pageTable ?? 0);
	const byMalloc = malloc === undefined ? '' : `, ${sayBytes(malloc)} of it by malloc`;
	return {
		subject: 'JVM',
		sentence:
			`By its own account the JVM had ${sayBytes(committed)} committed${byMalloc}; ${sayBytes(resident)} of the whole ` +
			`process are in memory, ${formatPercent(resident / committed)} of that.`,
		isWarning: false,
	};
}
