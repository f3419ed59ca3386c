import type {Finding} from '../../model/inspection.ts';
import {parseNeedle} from '../../model/strings/parse-needle.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {editText, type TextField} from '../text-field.ts';
import type {HexFind, HexTool} from './state.ts';
import {bytesPerLine, clampTop, hexHeight, missingBytes} from './window.ts';

/** A key while what is to be found is typed: Enter finds it, Esc leaves everything as it was. */
export function updateFindField(
	state: ScreenState,
	tool: HexTool,
	field: TextField,
	key: string,
	context: Derived,
): Update {
	const show = (findField: HexTool['findField']): Update => ({state: {...state, tool: {...tool, findField}}});
	switch (key) {
		case 'escape':
			return show(undefined);
		case 'enter': {
			const needle = field.text === '' ? undefined : parseNeedle(field.text);
			if (needle?.kind !== 'needle') {
				return show(needle && {field, mistake: needle.sentence});
			}

			const wanted = {text: field.text, needles: needle.bytes};
			return startFind(state, {...tool, findField: undefined}, wanted, false, context);
		}
		default:
			return show({field: editText(field, key), mistake: undefined});
	}
}

/** Goes to the next place, or the previous one, of what was found last. */
export function findAgain(state: ScreenState, tool: HexTool, isBackward: boolean, context: Derived): Update {
	return tool.find
		? startFind(state, tool, tool.find, isBackward, context)
		: {state: {...state, message: 'Nothing was looked for yet: / finds a text, or bytes such as 0x7f 45 4c 46.'}};
}

/** Looks for it from what stands out on, or from the first line where that is not on the screen. */
function startFind(
	state: ScreenState,
	tool: HexTool,
	{text, needles}: Pick<HexFind, 'text' | 'needles'>,
	isBackward: boolean,
	context: Derived,
): Update {
	const {mark, top, start, end} = tool;
	const bottom = top + hexHeight(context) * bytesPerLine(tool, context.layout.columns);
	const isMarkShown = mark && mark.address >= top && mark.address < bottom;
	const from = isMarkShown ? mark.address + (isBackward ? 0 : 1) : top;
	const search = state.searches + 1;
	return {
		state: {
			...state,
			searches: search,
			tool: {...tool, find: {text, needles, search, isBackward, isRunning: true, done: 0, total: 0}},
		},
		effect: {kind: 'inspect', inspection: {kind: 'find', search, needles, from, isBackward, start, end}},
	};
}

const nothingFurther = 'Nothing further on, in what is in memory of these bytes: N looks back.';
const nothingBefore = 'Nothing before, in what is in memory of these bytes: n looks on.';

/** What came of it: how far it is, or the place, which is shown, or that there is none. */
export function receiveMatch(
	tool: HexTool,
	{search, address, length, done, total, isEnd}: Extract<Finding, {kind: 'match'}>,
	context: Derived,
): {readonly tool: HexTool; readonly message?: string; readonly effect?: Update['effect']} {
	const {find} = tool;
	if (!find?.isRunning || find.search !== search) {
		return {tool};
	}

	const known = {...tool, find: {...find, isRunning: !isEnd, done, total}};
	if (address === undefined) {
		return isEnd ? {tool: known, message: find.isBackward ? nothingBefore : nothingFurther} : {tool: known};
	}

	const line = bytesPerLine(tool, context.layout.columns);
	const isShown = address >= tool.top && address < tool.top + hexHeight(context) * line;
	// A few lines before it say what it stands in.
	const wanted = tool.start + Math.floor((address - tool.start) / line) * line - 4 * line;
	const marked = {...known, mark: {address, length: length ?? 1}};
	const moved = isShown ? marked : {...marked, top: clampTop(marked, wanted, context)};
	const inspection = missingBytes(moved, context);
	return {tool: moved, ...(inspection && {effect: {kind: 'inspect', inspection}})};
}
