import {setImmediate as nextTurn} from 'node:timers/promises';
import type {HeapWalkStep} from '../../../model/heap/heap-walk.ts';
import type {Finding, Inspection} from '../../../model/inspection.ts';
import type {ProcessMemory, Refusal} from '../../process-memory.ts';
import {beginWalk} from './begin-walk.ts';

/** How long is walked between two looks at what else there is to do. */
const turnMilliseconds = 40;

/**
 * Walks all heaps of glibc's malloc in a process, arena by arena and chunk by chunk, reading only what is in memory. The
 * last finding says why it is the last. Of at most `most` chunks each is listed; those behind them are counted.
 */
export async function* walkHeap(
	memory: ProcessMemory,
	{walk, regions}: Extract<Inspection, {kind: 'walk heap'}>,
	isStopped: () => boolean,
	most?: number,
): AsyncGenerator<Finding | Refusal> {
	const {work, report, isFull} = beginWalk(memory, regions, most);
	const find = (end: HeapWalkStep['end']): Finding => ({kind: 'heap', walk, step: report(end)});
	let lastTurn = performance.now();
	while (!isStopped()) {
		const {done, value: refusal} = work.next();
		if (done) {
			yield refusal ?? find(isFull() ? 'full' : 'complete');
			return;
		}

		if (performance.now() - lastTurn > turnMilliseconds) {
			yield find(undefined);
			await nextTurn();
			lastTurn = performance.now();
		}
	}

	yield find('stopped');
}
