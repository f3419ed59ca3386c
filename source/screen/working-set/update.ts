import {isSpace} from '../../model/address-map/is-empty.ts';
import type {Finding, Range} from '../../model/inspection.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import {blockRange} from '../block-range.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool, openAbove} from '../tool-stack.ts';
import type {EmptyTool} from './state.ts';

/** Asks whether the working set is to be emptied: it makes the process slower for a while. */
export function openEmpty(state: ScreenState): Update {
	return {state: openAbove(state, {kind: 'empty', step: {kind: 'ask'}})};
}

/** Enter answers yes; whatever else closes leaves the process as it is. */
export function updateEmpty(state: ScreenState, tool: EmptyTool, key: string, {snapshot}: Derived): Update {
	const command = findToolCommand('empty', key);
	if (command === 'confirm' && tool.step.kind === 'ask') {
		return {
			state: {...state, tool: {kind: 'empty', step: {kind: 'working'}}},
			effect: {kind: 'inspect', inspection: {kind: 'empty', ranges: residentBlocks(snapshot)}},
		};
	}

	return {state: command === undefined ? state : closeTool(state)};
}

/** Takes what came of it. */
export function receiveEmptied(tool: EmptyTool, finding: Finding): EmptyTool {
	if (finding.kind === 'emptied') {
		return {...tool, step: {kind: 'done', result: finding.result}};
	}

	return finding.kind === 'refused' && finding.inspection === 'empty'
		? {...tool, step: {kind: 'refused', sentence: finding.sentence}}
		: tool;
}

/** The blocks that have something in memory, or of which that is unknown. */
function residentBlocks(snapshot: Snapshot): readonly Range[] {
	const {blocks, regions} = snapshot;
	const {totalWs} = blocks.measures;
	const ranges: Range[] = [];
	for (let row = 0; row < blocks.count; row++) {
		if (!isSpace(regions.type[blocks.region[row] ?? 0] ?? 0) && totalWs?.[row] !== 0) {
			ranges.push(blockRange(snapshot, row));
		}
	}

	return ranges;
}
