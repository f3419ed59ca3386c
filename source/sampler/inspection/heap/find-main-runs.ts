import {alignChunk, type ChunkFormat} from '../../../model/heap/chunk-format.ts';
import type {MallocState} from '../../../model/heap/malloc-state.ts';
import type {PeekMemory} from '../../../model/heap/peek-memory.ts';
import {proveChunk} from '../../../model/heap/prove-chunk.ts';
import type {Range} from '../../../model/inspection.ts';
import type {Mapping} from '../../process-memory.ts';
import {joinTouching} from '../join-touching.ts';
import {findAnonymousMemory} from './find-anonymous-memory.ts';
import type {Run} from './run.ts';

/**
 * Finds where the main arena has its chunks: what sbrk gave it, as it is now, and where that could not go on, mappings that
 * it made instead: that of its top, and those that its free lists lead to. Where it has more than these by its own
 * account, also those that begin with chunks that prove each other.
 */
export function findMainRuns(
	memory: PeekMemory,
	format: ChunkFormat,
	mappings: readonly Mapping[],
	state: MallocState | undefined,
): readonly Run[] {
	const runs: Run[] = joinTouching(mappings.filter(({path}) => path === '[heap]')).map(({start, end}) => {
		return {start, end, isMain: true, isShared: false};
	});
	if (!state) {
		return runs;
	}

	const anonymous = findAnonymousMemory(mappings);
	const add = (range: Range): void => void runs.push({...range, isMain: true, isShared: true});
	for (const chunk of [...(state.top === undefined ? [] : [state.top]), ...state.binned]) {
		const holds = ({start, end}: Range): boolean => chunk >= start && chunk < end;
		const range = runs.some(holds) ? undefined : anonymous.find(holds);
		if (range) {
			add(range);
		}
	}

	if (state.systemMemory > runs.reduce((sum, {start, end}) => sum + end - start, 0)) {
		const known = new Set(runs.map(({start}) => start));
		for (const range of anonymous.filter(({start}) => !known.has(start))) {
			if (proveChunk(alignChunk(range.start, format), memory, {limit: range.end, isMain: true, format})) {
				add(range);
			}
		}
	}

	return runs.toSorted((one, two) => one.start - two.start);
}
