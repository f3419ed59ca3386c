import {isEmptyBlock, isSpace} from '../../model/address-map/is-empty.ts';
import {findBlockAt} from '../../model/find-block.ts';
import {formatCount} from '../../model/format.ts';
import type {Finding, Range} from '../../model/inspection.ts';
import {typeName} from '../../model/memory-type.ts';
import {type Snapshot, textAt} from '../../model/snapshot.ts';
import {
	type ListedString,
	listStrings,
	mostSortedByText,
	type StringList,
	sortStringList,
	stringOrders,
} from '../../model/strings/string-list.ts';
import {escapeText} from '../../model/text.ts';
import {scrollWindow} from '../../model/window.ts';
import {copyNumber} from '../copy.ts';
import type {Derived} from '../derive.ts';
import {describeBlock} from '../describe-block.ts';
import type {Update} from '../effect.ts';
import {goToBlock} from '../go-to/go-to-block.ts';
import {helpHeight} from '../help-overlay.ts';
import {openBytes} from '../hex/update.ts';
import {findCommand} from '../keys.ts';
import {memoizeLast} from '../memoize.ts';
import {isMove, movedRow} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {editText, type TextField, textFieldOf} from '../text-field.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool, showListAbove} from '../tool-stack.ts';
import type {StringsTool} from './state.ts';

/** As strings(1) has it. */
const usualMinimum = 4;
const leastMinimum = 2;

/** The title, the state of the search and the place of the string under the cursor have a line each. */
const otherLines = 3;

/** Opens the strings of the region under the cursor, or of all memory where that is none. */
export function openStrings(state: ScreenState, context: Derived): Update {
	const {snapshot, tree, row} = context;
	const {blocks, regions} = snapshot;
	const region = tree.rowCount === 0 ? undefined : tree.rowAt(row).region;
	const isRegion = region !== undefined && !isSpace(regions.type[region] ?? 0);
	const from = regions.firstBlock[region ?? 0] ?? 0;
	const to = isRegion ? (regions.firstBlock[region + 1] ?? 0) : from;
	const type = typeName(regions.type[region ?? 0] ?? 0);
	const tool: StringsTool = {
		kind: 'strings',
		title: escapeText(`${type}  ${textAt(snapshot, regions.details, region ?? 0)}`),
		region: Array.from({length: to - from}, (_, index) => blockRange(blocks, from + index)),
		isAll: !isRegion,
		search: state.searches,
		minimum: usualMinimum,
		text: '',
		batches: [],
		progress: undefined,
		end: undefined,
		refusal: undefined,
		filter: textFieldOf(''),
		isTyping: false,
		order: 'address',
		row: 0,
		top: 0,
	};
	return startSearch(state, tool, context);
}

/** A key in the list of strings. */
export function updateStrings(state: ScreenState, tool: StringsTool, key: string, context: Derived): Update {
	if (tool.isTyping) {
		return updateFilter(state, tool, key, context);
	}

	const list = stringsOf(tool);
	const move = findCommand(key);
	if (isMove(move)) {
		const height = stringsHeight(context);
		const row = movedRow(tool.row, move, list.count, height);
		return change(state, {
			...tool,
			row,
			top: scrollWindow({rowCount: list.count, height, cursor: row, top: tool.top}),
		});
	}

	switch (findToolCommand('strings', key)) {
		case 'close':
			return leave(state, tool);
		case 'stop':
			return tool.end === undefined ? {state, effect: {kind: 'inspect', inspection: {kind: 'stop'}}} : {state};
		case 'filter':
			return change(state, {...tool, isTyping: true});
		case 'raiseMinimum':
			return startSearch(state, {...tool, minimum: tool.minimum + 1}, context);
		case 'lowerMinimum':
			return startSearch(state, {...tool, minimum: Math.max(leastMinimum, tool.minimum - 1)}, context);
		case 'toggleAll':
			return tool.region.length === 0
				? {state: {...state, message: 'No region was under the cursor, so all memory is searched.'}}
				: startSearch(state, {...tool, isAll: !tool.isAll}, context);
		case 'searchAgain':
			return startSearch(state, tool, context, tool.batches);
		case 'sort':
			return {state: sortStrings(state, tool, list.count)};
		case 'goTo':
			return goToString(state, tool, list.at(tool.row), context);
		case 'showBytes':
			return showStringBytes(state, list.at(tool.row), context);
		case 'copyString':
			return copyString(state, list.at(tool.row)?.text);
		case 'copyAddress':
			return copyStringAddress(state, list.at(tool.row)?.address, context);
		case undefined:
			return {state};
	}
}

/** Takes what was found, where it belongs to the search that is open. */
export function receiveStrings(tool: StringsTool, finding: Finding): StringsTool {
	if (finding.kind === 'strings' && finding.search === tool.search) {
		const {batch, done, total, isPresenceKnown, end} = finding;
		const known = tool.progress === undefined ? [] : tool.batches;
		return {
			...tool,
			batches: batch.texts.length === 0 ? known : [...known, batch],
			progress: {done, total, isPresenceKnown},
			end,
		};
	}

	return finding.kind === 'refused' && finding.inspection === 'search'
		? {...tool, end: 'refused', refusal: finding.sentence}
		: tool;
}

/** The strings that are shown. Found again only when there are more of them or the filter is another. */
export function stringsOf({batches, filter, order}: StringsTool): StringList {
	return order === 'address' ? list(batches, filter.text) : sorted(list(batches, filter.text), order);
}

const list = memoizeLast(listStrings);
const sorted = memoizeLast(sortStringList);

/** How many rows are visible. */
export function stringsHeight({layout}: Derived): number {
	return Math.max(1, helpHeight(layout) - otherLines);
}

/** A key while the filter is typed: it narrows the list at once. Enter searches anew where not all were kept. */
function updateFilter(state: ScreenState, tool: StringsTool, key: string, context: Derived): Update {
	const show = (filter: TextField, isTyping: boolean): Update => ({
		state: {...state, tool: {...tool, filter, isTyping, ...(filter.text !== tool.filter.text && {row: 0, top: 0})}},
	});
	switch (key) {
		case 'escape':
			return show(textFieldOf(''), false);
		case 'enter': {
			const isPart = tool.end === 'full' || tool.text !== '';
			return isPart && tool.filter.text !== tool.text
				? startSearch(state, {...tool, isTyping: false, text: tool.filter.text}, context)
				: show(tool.filter, false);
		}
		default:
			return show(editText(tool.filter, key), true);
	}
}

function leave(state: ScreenState, tool: StringsTool): Update {
	const closed = closeTool(state);
	return tool.end === undefined
		? {state: closed, effect: {kind: 'inspect', inspection: {kind: 'stop'}}}
		: {state: closed};
}

/** Starts a search. What is known meanwhile stays on the screen until the first answer. */
function startSearch(
	state: ScreenState,
	tool: StringsTool,
	{snapshot}: Derived,
	batches: StringsTool['batches'] = [],
): Update {
	const search = state.searches + 1;
	const started: StringsTool = {
		...tool,
		search,
		batches,
		progress: undefined,
		end: undefined,
		refusal: undefined,
		row: 0,
		top: 0,
		order: 'address',
	};
	const ranges = tool.isAll ? allRanges(snapshot) : tool.region;
	return {
		state: {...state, searches: search, tool: started},
		effect: {
			kind: 'inspect',
			inspection: {kind: 'search', search, ranges, minimum: tool.minimum, text: tool.text},
		},
	};
}

/** All blocks with something in them; neighbours are one range. */
function allRanges(snapshot: Snapshot): readonly Range[] {
	const {blocks} = snapshot;
	const ranges: {start: number; end: number}[] = [];
	for (let row = 0; row < blocks.count; row++) {
		const {start, end} = blockRange(blocks, row);
		const last = ranges.at(-1);
		if (isEmptyBlock(snapshot, row) || blocks.measures.totalWs?.[row] === 0) {
			continue;
		}

		if (last?.end === start) {
			last.end = end;
		} else {
			ranges.push({start, end});
		}
	}

	return ranges;
}

function blockRange({start, measures}: Snapshot['blocks'], row: number): Range {
	const from = start[row] ?? 0;
	return {start: from, end: from + (measures.size[row] ?? 0)};
}

/** The next order. While strings still come in, they stand as they come. */
function sortStrings(state: ScreenState, tool: StringsTool, count: number): ScreenState {
	if (tool.end === undefined) {
		return {...state, message: 'The order is that of the addresses while the search runs: Space stops it.'};
	}

	const order = stringOrders[(stringOrders.indexOf(tool.order) + 1) % stringOrders.length] ?? 'address';
	return order === 'text' && count > mostSortedByText
		? {
				...state,
				tool: {...tool, order: 'address', row: 0, top: 0},
				message: `At most ${formatCount(mostSortedByText, 12)} strings are sorted by text: / leaves out others.`,
			}
		: {...state, tool: {...tool, order, row: 0, top: 0}};
}

/** Shows the region of a string in the list; Esc leads back to the strings. */
function goToString(state: ScreenState, tool: StringsTool, string: ListedString | undefined, context: Derived): Update {
	if (!string) {
		return {state};
	}

	const block = findBlockAt(context.snapshot, string.address);
	return block === undefined
		? {state: {...state, message: notInSnapshot}}
		: {state: showListAbove(goToBlock(state, context, block), tool, 'Esc leads back to the strings.')};
}

/** Opens the bytes of the block that a string stands in, at the string; closing them leads back to the strings. */
function showStringBytes(state: ScreenState, string: ListedString | undefined, context: Derived): Update {
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
	const range = blockRange(snapshot.blocks, block);
	return openBytes(state, range, title, address, context, {address, length: string.length});
}

const notInSnapshot = 'What the string stood in is not in this snapshot.';

function copyString(state: ScreenState, text: string | undefined): Update {
	return text === undefined
		? {state}
		: {
				state: {...state, message: "Sent the string to the terminal's clipboard."},
				effect: {kind: 'copy', text},
			};
}

function copyStringAddress(state: ScreenState, address: number | undefined, {snapshot}: Derived): Update {
	return address === undefined ? {state} : copyNumber(state, address, snapshot.process.addressDigits);
}

function change(state: ScreenState, tool: StringsTool): Update {
	return {state: {...state, tool}};
}
