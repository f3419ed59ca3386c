import {findBlockAt} from '../../model/find-block.ts';
import {formatAddress, formatCount} from '../../model/format.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import {goToByte} from '../hex/update.ts';
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

	const {snapshot} = context;
	const closed = closeTool(state);
	const below = closed.tool;
	if (below?.kind === 'hex') {
		return address >= below.start && address < below.end
			? goToByte(closed, below, address, context)
			: explain(`Here is only ${write(snapshot, below.start)} to ${write(snapshot, below.end)}.`);
	}

	const block = findBlockAt(snapshot, address);
	if (block === undefined) {
		return explain(sayNowhere(snapshot, address));
	}

	return {
		state:
			below?.kind === 'addressMap'
				? {...closed, tool: {...below, cursor: address}}
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
