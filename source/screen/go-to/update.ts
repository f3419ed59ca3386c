import {findBlockAt} from '../../model/find-block.ts';
import {formatAddress, parseAddress} from '../../model/format.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import type {ScreenState} from '../state.ts';
import {editText} from '../text-field.ts';
import {goToBlock} from './go-to-block.ts';
import type {GoToTool} from './state.ts';

/** A key while an address is typed: Enter goes there, Esc leaves everything as it was. */
export function updateGoTo(state: ScreenState, tool: GoToTool, key: string, context: Derived): ScreenState {
	switch (key) {
		case 'escape':
			return {...state, tool: undefined};
		case 'enter':
			return go(state, tool, context);
		default:
			return {...state, tool: {...tool, field: editText(tool.field, key), mistake: undefined}};
	}
}

function go(state: ScreenState, tool: GoToTool, context: Derived): ScreenState {
	const text = tool.field.text.trim();
	if (text === '') {
		return {...state, tool: undefined};
	}

	const address = parseAddress(text);
	if (address === undefined) {
		return {...state, tool: {...tool, mistake: 'An address is 1 to 16 hex digits, with or without 0x.'}};
	}

	const block = findBlockAt(context.snapshot, address);
	return block === undefined
		? {...state, tool: {...tool, mistake: sayNowhere(context.snapshot, address)}}
		: goToBlock(state, context, block);
}

function sayNowhere({blocks, process}: Snapshot, address: number): string {
	const last = blocks.count - 1;
	const end = (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0);
	const write = (value: number): string => formatAddress(value, process.addressDigits);
	return address >= end
		? `${write(address)} is outside: the address space that is known ends at ${write(end)}.`
		: `${write(address)} lies in no region of this snapshot.`;
}
