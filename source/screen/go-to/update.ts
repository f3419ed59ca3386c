import {findBlockAt} from '../../model/find-block.ts';
import {formatAddress, formatCount} from '../../model/format.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import {goToChunk, hasChunkAt} from '../heap/go-to-chunk.ts';
import {goToByte} from '../hex/show-from.ts';
import type {ScreenState} from '../state.ts';
import {editText} from '../text-field.ts';
import {closeTool} from '../tool-stack.ts';
import {goToBlock} from './go-to-block.ts';
import {parsePlace} from './parse-place.ts';
import type {GoToTool} from './state.ts';

/** A key while an address is typed: Enter goes there, in the list or the tool below; Esc leaves everything as it was. */
export function updateGoTo(state: ScreenState, tool: GoToTool, key: string, context: Derived): Update {
	switch (key) {
		case 'escape':
			return {state: closeTool(state)};
		case 'enter':
			return go(state, tool, context);
		default:
			return {state: {...state, tool: {...tool, field: editText(tool.field, key), mistake: undefined}}};
	}
}

function go(state: ScreenState, tool: GoToTool, context: Derived): Update {
	if (tool.field.text.trim() === '') {
		return {state: closeTool(state)};
	}

	const explain = (mistake: string): Update => ({state: {...state, tool: {...tool, mistake}}});
	const address = parsePlace(tool.field.text);
	if (address === undefined) {
		return explain('An address is 1 to 16 hex digits, or a sum of two.');
	}

	const found = find(closeTool(state), address, context);
	return typeof found === 'string' ? explain(found) : found;
}

/** Goes to an address in what is open below the prompt, or gives the sentence that says why it leads nowhere. */
function find(closed: ScreenState, address: number, context: Derived): Update | string {
	const {snapshot} = context;
	const {tool} = closed;
	if (tool?.kind === 'hex') {
		return address >= tool.start && address < tool.end
			? goToByte(closed, tool, address, context)
			: `Here is only ${write(snapshot, tool.start)} to ${write(snapshot, tool.end)}.`;
	}

	if (tool?.kind === 'heap') {
		return hasChunkAt(tool, address)
			? {state: {...closed, tool: goToChunk(tool, address, context)}}
			: `${formatAddress(address, 8)} lies in no chunk that was found.`;
	}

	const block = findBlockAt(snapshot, address);
	if (block === undefined) {
		return sayNowhere(snapshot, address);
	}

	return {
		state:
			tool?.kind === 'addressMap'
				? {...closed, tool: {...tool, cursor: address}}
				: {...goToBlock(closed, context, block), message: sayOffset(snapshot, block, address)},
	};
}

/** How far into the block the address is; nothing where it is its start. */
function sayOffset(snapshot: Snapshot, block: number, address: number): string | undefined {
	const offset = address - (snapshot.blocks.start[block] ?? 0);
	return offset === 0
		? undefined
		: `${write(snapshot, address)} is ${formatCount(offset, 20)} bytes (0x${offset.toString(16)}) behind the start of this block.`;
}

function write({process}: Snapshot, address: number): string {
	return formatAddress(address, process.addressDigits);
}

function sayNowhere(snapshot: Snapshot, address: number): string {
	const {blocks} = snapshot;
	const last = blocks.count - 1;
	const end = (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0);
	return address >= end
		? `It is outside: addresses end at ${write(snapshot, end)}.`
		: 'It lies in no region of this snapshot.';
}
