import type {Derived} from '../derive.ts';
import {chunksOf, moveToChunk} from './chunks.ts';
import {layOutHeap} from './layout.ts';
import {smallestMinimum} from './open.ts';
import type {HeapTool} from './state.ts';

/** Puts the cursor on the chunk that holds an address. Where what is listed hides it, all is listed; where none does, it goes to the first behind. */
export function goToChunk(tool: HeapTool, address: number, context: Derived): HeapTool {
	const placed: HeapTool = {...tool, panel: 'chunks', isPlaced: true};
	const shown = isListed(placed, address) ? placed : showAll(placed);
	const target = isListed(shown, address) ? shown : placed;
	return moveToChunk(target, chunksOf(target).rowOf(address), layOutHeap(target, context).chunkRows);
}

/** Whether a chunk that was found holds an address, listed or not. */
export function hasChunkAt(tool: HeapTool, address: number): boolean {
	return isListed(showAll(tool), address);
}

function showAll(tool: HeapTool): HeapTool {
	return {...tool, arena: undefined, group: undefined, minimumSize: smallestMinimum};
}

function isListed(tool: HeapTool, address: number): boolean {
	const list = chunksOf(tool);
	const chunk = list.at(list.rowOf(address));
	return chunk !== undefined && chunk.address <= address;
}
