import type {Derived} from '../derive.ts';
import {findCommand} from '../keys.ts';
import {isMove, movedRow} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool} from '../tool-stack.ts';
import type {InsightsTool} from './state.ts';
import {insightLines, insightsHeight} from './view.ts';

/** A key in the list of insights: it scrolls, or closes. */
export function updateInsights(state: ScreenState, tool: InsightsTool, key: string, context: Derived): ScreenState {
	const command = findCommand(key);
	if (isMove(command)) {
		const height = insightsHeight(context);
		const top = movedRow(tool.top, command, insightLines(context).length - height + 1, height);
		return {...state, tool: {...tool, top}};
	}

	return findToolCommand('insights', key) === 'close' ? closeTool(state) : state;
}
