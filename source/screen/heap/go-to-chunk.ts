import {formatAddress, parseAddress} from '../../model/format.ts';
import type {Derived} from '../derive.ts';
import type {ScreenState} from '../state.ts';
import {editText} from '../text-field.ts';
import {chunksOf, moveToChunk} from './chunks.ts';
import {layOutHeap} from './layout.ts';
import {smallestMinimum} from './open.ts';
import type {HeapTool} from './state.ts';

type Typing = HeapTool & {readonly goTo: NonNullable<HeapTool['goTo']>};

/** A key while an address is typed: Enter goes to the chunk that holds it, Esc leaves everything as it was. */
export function updateGoToChunk(state: ScreenState, tool: Typing, key: string, context: Derived): ScreenState {
	switch (key) {
		case 'escape':
			return {...state, tool: {...tool, goTo: undefined}};
		case 'enter':
			return {...state, tool: go(tool, context)};
		default:
			return {...state, tool: {...tool, goTo: {field: editText(tool.goTo.field, key), mistake: undefined}}};
	}
}

/** Puts the cursor on the chunk that holds an address. Where what is listed hides it, all is listed; where none does, it goes to the first behind. */
export function goToChunk(tool: HeapTool, address: number, context: Derived): HeapTool {
	const placed: HeapTool = {...tool, panel: 'chunks', isPlaced: true};
	const shown = holds(placed, address) ? placed : showAll(placed);
	const target = holds(shown, address) ? shown : placed;
	return moveToChunk(target, chunksOf(target).rowOf(address), layOutHeap(target, context).chunkRows);
}

function go(tool: Typing, context: Derived): HeapTool {
	const text = tool.goTo.field.text.trim();
	const address = parseAddress(text);
	const refuse = (mistake: string): HeapTool => ({...tool, goTo: {...tool.goTo, mistake}});
	if (text === '') {
		return {...tool, goTo: undefined};
	}

	if (address === undefined) {
		return refuse('An address is 1 to 16 hex digits, with or without 0x.');
	}

	return holds(showAll(tool), address)
		? goToChunk({...tool, goTo: undefined}, address, context)
		: refuse(`${formatAddress(address, 8)} lies in no chunk that was found.`);
}

function showAll(tool: HeapTool): HeapTool {
	return {...tool, arena: undefined, group: undefined, minimumSize: smallestMinimum};
}

/** Whether a chunk that is listed holds an address. */
function holds(tool: HeapTool, address: number): boolean {
	const list = chunksOf(tool);
	const chunk = list.at(list.rowOf(address));
	return chunk !== undefined && chunk.address <= address;
}
