import {isSpace} from '../../model/address-map/is-empty.ts';
import type {Range} from '../../model/inspection.ts';
import {typeName} from '../../model/memory-type.ts';
import {regionStart, textAt} from '../../model/snapshot.ts';
import {escapeText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {openAbove} from '../tool-stack.ts';
import {showFrom} from './show-from.ts';
import type {HexMark, HexTool} from './state.ts';

/** Opens the bytes of the region under the cursor, at the block that the cursor is on. */
export function openHex(state: ScreenState, context: Derived): Update {
	const {snapshot, tree, row} = context;
	const {blocks, regions} = snapshot;
	const shown = tree.rowCount === 0 ? undefined : tree.rowAt(row);
	if (!shown || isSpace(regions.type[shown.region] ?? 0)) {
		return {state: {...state, message: 'There are no bytes here: x shows those of the region under the cursor.'}};
	}

	const start = regionStart(snapshot, shown.region);
	const last = (regions.firstBlock[shown.region + 1] ?? 1) - 1;
	const details = textAt(snapshot, regions.details, shown.region);
	const range = {start, end: (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0)};
	const title = `${typeName(regions.type[shown.region] ?? 0)}  ${details}`;
	const top = shown.kind === 'block' ? (blocks.start[shown.block] ?? start) : start;
	return openBytes(state, range, title, top, context);
}

/**
 * Opens the bytes of any range, from `top` on, some of which may stand out; closing them leads back. The title is as the
 * system or the program has it.
 */
export function openBytes(
	state: ScreenState,
	{start, end}: Range,
	title: string,
	top: number,
	context: Derived,
	mark?: HexMark,
): Update {
	const tool: HexTool = {
		kind: 'hex',
		start,
		end,
		title: escapeText(title),
		top: start,
		loaded: undefined,
		refusal: undefined,
		findField: undefined,
		find: undefined,
		mark,
		file: undefined,
	};
	return showFrom(openAbove(state, tool), tool, top, context);
}
