import {formatSize} from '../model/format.ts';
import type {Finding, Inspection} from '../model/inspection.ts';
import type {Derived} from './derive.ts';
import {receiveDescribed} from './details/ask.ts';
import type {Update} from './effect.ts';
import {receiveHeap} from './heap/receive.ts';
import {receiveMatch} from './hex/find.ts';
import {receiveBytes} from './hex/receive.ts';
import {receiveJvm} from './jvm/update.ts';
import type {ScreenState} from './state.ts';
import {receiveStrings} from './strings/receive.ts';
import type {Tool} from './tool.ts';
import {receiveEmptied} from './working-set/update.ts';

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
