import {findBlockAt} from '../../model/find-block.ts';
import type {ListedString} from '../../model/strings/string-list.ts';
import {blockRange} from '../block-range.ts';
import type {Derived} from '../derive.ts';
import {describeBlock} from '../describe-block.ts';
import type {Update} from '../effect.ts';
import {goToBlock} from '../go-to/go-to-block.ts';
import {openBytes} from '../hex/open.ts';
import type {ScreenState} from '../state.ts';
import {showListAbove} from '../tool-stack.ts';
import type {StringsTool} from './state.ts';

const notInSnapshot = 'What the string stood in is not in this snapshot.';

/** Shows the region of a string in the list; Esc leads back to the strings. */
export function goToString(
	state: ScreenState,
	tool: StringsTool,
	string: ListedString | undefined,
	context: Derived,
): Update {
	if (!string) {
		return {state};
	}

	const block = findBlockAt(context.snapshot, string.address);
	return block === undefined
		? {state: {...state, message: notInSnapshot}}
		: {state: showListAbove(goToBlock(state, context, block), tool, 'Esc leads back to the strings.')};
}

/** Opens the bytes of the block that a string stands in, at the string; closing them leads back to the strings. */
export function showStringBytes(state: ScreenState, string: ListedString | undefined, context: Derived): Update {
	const {snapshot} = context;
	const block = string && findBlockAt(snapshot, string.address);
	if (!string) {
		return {state};
	}

	if (block === undefined) {
		return {state: {...state, message: notInSnapshot}};
	}

	const {address} = string;
	const title = describeBlock(snapshot, block);
	const range = blockRange(snapshot, block);
	return openBytes(state, range, title, address, context, {address, length: string.length});
}
