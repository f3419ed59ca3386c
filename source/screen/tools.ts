import {isSpace} from '../model/address-map/is-empty.ts';
import {formatSize} from '../model/format.ts';
import type {Finding, Inspection} from '../model/inspection.ts';
import {numberAt} from '../model/snapshot.ts';
import {openMap} from './address-map/state.ts';
import {updateAddressMap} from './address-map/update.ts';
import type {Derived} from './derive.ts';
import {receiveDescribed} from './details/ask.ts';
import type {Update} from './effect.ts';
import {emptyGoTo} from './go-to/state.ts';
import {updateGoTo} from './go-to/update.ts';
import {openHeap} from './heap/open.ts';
import {receiveHeap} from './heap/receive.ts';
import {updateHeap} from './heap/update.ts';
import {receiveMatch} from './hex/find.ts';
import {openHex, receiveBytes, updateHex} from './hex/update.ts';
import {updateInsights} from './insights/update.ts';
import {openJvm, receiveJvm, updateJvm} from './jvm/update.ts';
import {findCommand} from './keys.ts';
import {rowKey} from './row-key.ts';
import {openSave, updateSave} from './save/update.ts';
import type {ScreenState} from './state.ts';
import {openStrings, receiveStrings, updateStrings} from './strings/update.ts';
import {toggleDiff} from './time-keys.ts';
import type {Tool} from './tool.ts';
import {openAbove} from './tool-stack.ts';
import {openEmpty, receiveEmptied, updateEmpty} from './working-set/update.ts';

export type ToolCommand =
	| 'goToAddress'
	| 'showAddressMap'
	| 'showHex'
	| 'showHeap'
	| 'showStrings'
	| 'emptyWorkingSet'
	| 'showInsights'
	| 'askJvm'
	| 'save';

/** Opens a tool. It is about what is there now, so a diff ends. */
export function openTool(state: ScreenState, command: ToolCommand, context: Derived): Update {
	const plain = state.isDiff ? toggleDiff(state) : state;
	if (state.isDiff && (command === 'showHex' || command === 'showStrings' || command === 'showHeap')) {
		return {state: {...plain, message: 'The diff is left: press the key again for what is under the cursor now.'}};
	}

	const update = open(plain, command, context);
	const isOfNow = update.effect?.kind === 'inspect' && context.time.shown !== undefined;
	return isOfNow
		? {...update, state: {...update.state, message: 'What is in memory is of now, not of the moment that is shown.'}}
		: update;
}

function open(state: ScreenState, command: ToolCommand, context: Derived): Update {
	switch (command) {
		case 'goToAddress':
			return {state: openAbove(state, emptyGoTo)};
		case 'save':
			return {state: openSave(state, context)};
		case 'showAddressMap':
			return {state: {...state, tool: openMap(cursorAddress(context)), toolsBelow: []}};
		case 'showHex':
			return openHex(state, context);
		case 'showHeap':
			return openHeap({...state, toolsBelow: []}, context);
		case 'showStrings':
			return openStrings({...state, toolsBelow: []}, context);
		case 'showInsights':
			return {state: {...state, tool: {kind: 'insights', top: 0}, toolsBelow: []}};
		case 'emptyWorkingSet':
			return openEmpty(state);
		case 'askJvm':
			return openJvm(state, context);
	}
}

/** A key while a tool is open. Where no text is typed, q and ? do what they do everywhere. */
export function updateTool(state: ScreenState, tool: Tool, key: string, context: Derived): Update {
	const command = isTyping(tool) ? undefined : findCommand(key);
	if (command === 'quit') {
		return {state, effect: {kind: 'quit'}};
	}

	if (command === 'toggleHelp') {
		return {state: {...state, overlay: {kind: 'help', top: 0}}};
	}

	switch (tool.kind) {
		case 'goTo':
			return updateGoTo(state, tool, key, context);
		case 'save':
			return updateSave(state, tool, key);
		case 'addressMap':
			return updateAddressMap(state, tool, key, context);
		case 'hex':
			return updateHex(state, tool, key, context);
		case 'heap':
			return updateHeap(state, tool, key, context);
		case 'strings':
			return updateStrings(state, tool, key, context);
		case 'insights':
			return {state: updateInsights(state, tool, key, context)};
		case 'empty':
			return updateEmpty(state, tool, key, context);
		case 'jvm':
			return updateJvm(state, tool, key);
	}
}

/**
 * What came of looking into the memory goes to the tools that are open, or is said in a sentence. `context` is missing
 * where the terminal is too small for anything.
 */
export function receiveFinding(state: ScreenState, finding: Finding, context: Derived | undefined): Update {
	if (finding.kind === 'match') {
		return context ? receiveMatchInHex(state, finding, context) : {state};
	}

	const message = sayFinding(finding, [state.tool, ...state.toolsBelow]);
	return {
		state: {
			...state,
			tool: receive(state.tool, finding),
			toolsBelow: state.toolsBelow.map(tool => receive(tool, finding)),
			described: receiveDescribed(state, finding),
			...(message !== undefined && {message}),
		},
	};
}

/** The bytes that are looked through are on top, or a prompt is on top of them. */
function receiveMatchInHex(state: ScreenState, finding: Extract<Finding, {kind: 'match'}>, context: Derived): Update {
	const isOnTop = state.tool?.kind === 'hex';
	const hex = isOnTop ? state.tool : state.toolsBelow.at(-1);
	if (hex?.kind !== 'hex') {
		return {state};
	}

	const {tool, message, effect} = receiveMatch(hex, finding, context);
	return {
		state: {
			...state,
			...(isOnTop ? {tool} : {toolsBelow: [...state.toolsBelow.slice(0, -1), tool]}),
			...(message !== undefined && {message}),
		},
		...(effect && {effect}),
	};
}

/** The process has ended: a tool that waits for more of it says so. */
export function endTools(state: ScreenState, sentence: string): ScreenState {
	const end = (tool: Tool | undefined): Tool | undefined =>
		(tool?.kind === 'heap' || tool?.kind === 'strings') && tool.end === undefined
			? {...tool, end: 'refused', refusal: sentence}
			: tool;
	return {...state, tool: end(state.tool), toolsBelow: state.toolsBelow.map(end)};
}

function receive(tool: Tool | undefined, finding: Finding): Tool | undefined {
	switch (tool?.kind) {
		case 'hex':
			return receiveBytes(tool, finding);
		case 'heap':
			return receiveHeap(tool, finding);
		case 'strings':
			return receiveStrings(tool, finding);
		case 'empty':
			return receiveEmptied(tool, finding);
		case 'jvm':
			return receiveJvm(tool, finding);
		default:
			return tool;
	}
}

/** What is said at the bottom, besides what the open tools show. */
function sayFinding(finding: Finding, tools: readonly (Tool | undefined)[]): string | undefined {
	switch (finding.kind) {
		case 'saved':
			return (
				`Wrote ${formatSize(finding.size, 12)}K to ${finding.file}; ${formatSize(finding.resident, 12) || '0'}K of it ` +
				'came from memory, the rest are zeros.'
			);
		case 'jvm':
			return finding.account ? undefined : 'What the JVM said is taken away: kinds are inferred again.';
		case 'refused':
			return isShownBy(finding.inspection, tools) ? undefined : finding.sentence;
		default:
			return undefined;
	}
}

/** Whether a refusal stands where it was asked for, or nobody waits for it any longer. */
function isShownBy(inspection: Inspection['kind'], tools: readonly (Tool | undefined)[]): boolean {
	switch (inspection) {
		case 'ask jvm':
			return tools.some(tool => tool?.kind === 'jvm');
		case 'empty':
			return tools.some(tool => tool?.kind === 'empty');
		case 'forget jvm':
		case 'save':
			return false;
		default:
			return true;
	}
}

/** Whether keys are letters of a text. */
function isTyping(tool: Tool): boolean {
	switch (tool.kind) {
		case 'goTo':
		case 'save':
			return true;
		case 'hex':
			return tool.file !== undefined || tool.findField !== undefined;
		case 'strings':
			return tool.isTyping;
		default:
			return false;
	}
}

/** The first address of the row under the cursor; without rows that of the first memory. */
function cursorAddress({tree, row, snapshot}: Derived): number {
	if (tree.rowCount > 0) {
		return rowKey(snapshot, tree.rowAt(row)).start;
	}

	const {blocks, regions} = snapshot;
	const first = blocks.region.findIndex(region => !isSpace(regions.type[region] ?? 0));
	return numberAt(blocks.start, Math.max(0, first)) ?? 0;
}
