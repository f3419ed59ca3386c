import {findBlockAt} from '../../model/find-block.ts';
import {formatCount} from '../../model/format.ts';
import {type ChunkGroup, chunkGroups} from '../../model/heap/chunk-groups.ts';
import {mostSorted} from '../../model/heap/chunks-by-size.ts';
import {sumArenas} from '../../model/heap/sum-arenas.ts';
import {copyNumber} from '../copy.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import {goToBlock} from '../go-to/go-to-block.ts';
import {emptyGoTo} from '../go-to/state.ts';
import {openBytes} from '../hex/open.ts';
import {findCommand} from '../keys.ts';
import {isMove, type MoveCommand, movedRow} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool, openAbove} from '../tool-stack.ts';
import {chunksOf, keepPlace, moveToChunk} from './chunks.ts';
import {goToChunk} from './go-to-chunk.ts';
import {layOutHeap} from './layout.ts';
import {smallestMinimum, startWalk} from './open.ts';
import type {HeapTool} from './state.ts';

/** No chunk has more: that is half of what an address space of 47 bits holds. */
const largestMinimum = 2 ** 46;

/** A key in the heaps. While a walk runs, Esc stops it; else it closes. */
export function updateHeap(state: ScreenState, tool: HeapTool, key: string, context: Derived): Update {
	const change = (changed: HeapTool): Update => ({state: {...state, tool: changed}});
	const command = findCommand(key);
	if (isMove(command)) {
		return change(move(tool, command, context));
	}

	switch (findToolCommand('heap', key)) {
		case 'close':
			return tool.end === undefined
				? {state: {...state, tool: {...tool, end: 'stopped'}}, effect: {kind: 'inspect', inspection: {kind: 'stop'}}}
				: {state: closeTool(state)};
		case 'switchPanel':
			return change({...tool, panel: tool.panel === 'chunks' ? 'arenas' : 'chunks'});
		case 'open':
			return tool.panel === 'arenas' ? change({...tool, panel: 'chunks'}) : openChunk(state, tool, context);
		case 'nextState':
			return change(keepPlace(tool, {...tool, group: nextGroup(tool.group)}));
		case 'raiseMinimum':
			return change(keepPlace(tool, {...tool, minimumSize: Math.min(largestMinimum, tool.minimumSize * 2)}));
		case 'lowerMinimum':
			return change(keepPlace(tool, {...tool, minimumSize: Math.max(smallestMinimum, tool.minimumSize / 2)}));
		case 'sort':
			return {state: toggleOrder(state, tool)};
		case 'nextMistake':
			return {state: goToNextPlace(state, tool, context)};
		case 'goTo':
			return {state: openAbove(state, emptyGoTo)};
		case 'walkAgain':
			return startWalk(state, tool, context);
		case 'goToRegion':
			return goToRegion(state, tool, context);
		case 'copyAddress':
			return copyChunkAddress(state, tool, context);
		case undefined:
			return {state};
	}
}

/** Moves the cursor of the table that has the arrows. Whatever the user moves stays where it was put. */
function move(tool: HeapTool, command: MoveCommand, context: Derived): HeapTool {
	const {arenaRows, chunkRows} = layOutHeap(tool, context);
	const placed = {...tool, isPlaced: true};
	if (tool.panel === 'chunks') {
		return moveToChunk(placed, movedRow(tool.row, command, chunksOf(tool).count, chunkRows), chunkRows);
	}

	// Row 0 is All.
	const row = movedRow(tool.arena === undefined ? 0 : tool.arena + 1, command, tool.arenas.length + 1, arenaRows);
	return {...placed, arena: row === 0 ? undefined : row - 1, row: 0, top: 0};
}

/** All, in use, cached, free, and all again. */
function nextGroup(group: ChunkGroup | undefined): ChunkGroup | undefined {
	return chunkGroups[group === undefined ? 0 : chunkGroups.indexOf(group) + 1];
}

function toggleOrder(state: ScreenState, tool: HeapTool): ScreenState {
	if (tool.end === undefined) {
		return {...state, message: 'The order is that of the addresses while a walk runs: Esc stops it.'};
	}

	if (chunksOf(tool).count > mostSorted) {
		const most = formatCount(mostSorted, 12);
		return {...state, message: `At most ${most} chunks are sorted: + leaves out the smallest, f all but one state.`};
	}

	return {...state, tool: {...tool, isBySize: !tool.isBySize, row: 0, top: 0}};
}

/**
 * Goes through the places that do not agree, of the arena that is shown where it has any, else of all, and says what is
 * wrong with each.
 */
function goToNextPlace(state: ScreenState, tool: HeapTool, context: Derived): ScreenState {
	const own = tool.arenas[tool.arena ?? -1]?.inconsistencies ?? [];
	const inconsistencies = own.length > 0 ? own : sumArenas(tool.arenas).inconsistencies;
	const place = inconsistencies[tool.steps % Math.max(1, inconsistencies.length)];
	return place
		? {
				...state,
				message: place.sentence,
				tool: {...goToChunk(tool, place.address, context), steps: tool.steps + 1},
			}
		: {...state, message: 'No place was found where the heap contradicts itself.'};
}

/** Opens the bytes of the chunk under the cursor; closing them leads back to it. */
function openChunk(state: ScreenState, tool: HeapTool, context: Derived): Update {
	const chunk = chunksOf(tool).at(tool.row);
	if (!chunk) {
		return {state};
	}

	const {address, size} = chunk;
	const title = `chunk, ${chunk.state}, ${tool.arenas[chunk.arena]?.name ?? ''}`;
	return openBytes(state, {start: address, end: address + size}, title, address, context);
}

/** Closes the heaps and puts the cursor of the region list where the chunk under the cursor lies. */
function goToRegion(state: ScreenState, tool: HeapTool, context: Derived): Update {
	const chunk = chunksOf(tool).at(tool.row);
	const block = chunk && findBlockAt(context.snapshot, chunk.address);
	return block === undefined
		? {state: {...state, message: 'What the chunk lies in is not in this snapshot.'}}
		: {state: goToBlock(state, context, block), effect: {kind: 'inspect', inspection: {kind: 'stop'}}};
}

function copyChunkAddress(state: ScreenState, tool: HeapTool, {snapshot}: Derived): Update {
	const chunk = chunksOf(tool).at(tool.row);
	return chunk ? copyNumber(state, chunk.address, snapshot.process.addressDigits) : {state};
}
