import {addBatches} from '../../model/heap/chunk-batches.ts';
import type {HeapWalkStep} from '../../model/heap/heap-walk.ts';
import type {Finding} from '../../model/inspection.ts';
import {chunksOf, keepPlace} from './chunks.ts';
import type {HeapTool} from './state.ts';

/** Takes what a walk found, where it is the one that is shown. */
export function receiveHeap(tool: HeapTool, finding: Finding): HeapTool {
	if (finding.kind === 'heap' && finding.walk === tool.walk) {
		return takeStep(tool, finding.step);
	}

	return finding.kind === 'refused' && finding.inspection === 'walk heap'
		? {...tool, end: 'refused', refusal: finding.sentence}
		: tool;
}

function takeStep(tool: HeapTool, {arenas, batches, notices, done, total, end}: HeapWalkStep): HeapTool {
	const taken: HeapTool = {
		...tool,
		arenas,
		notices,
		batches: addBatches(tool.batches, batches),
		progress: {done, total},
		// One that was stopped here stays so until the sampler says the same.
		end: end ?? tool.end,
	};
	if (tool.isPlaced) {
		return tool.row === 0 && tool.top === 0 ? taken : keepPlace(tool, taken);
	}

	return placeAtHome(taken);
}

/** Shows the arena that was asked for, from its first chunk in the region on, once such a chunk was found. */
function placeAtHome(tool: HeapTool): HeapTool {
	const {start, end} = tool.home;
	const batch = tool.batches.find(each => each.start >= start && each.start < end);
	if (!batch) {
		return tool;
	}

	const placed: HeapTool = {...tool, arena: batch.arena, isPlaced: true};
	const list = chunksOf(placed);
	const row = Math.max(0, Math.min(list.rowOf(batch.start), list.count - 1));
	return {...placed, row, top: row};
}
