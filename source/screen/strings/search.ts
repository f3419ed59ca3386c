import {isEmptyBlock} from '../../model/address-map/is-empty.ts';
import type {Range} from '../../model/inspection.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import {blockRange} from '../block-range.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import type {StringsTool} from './state.ts';

/** Starts a search. What is known meanwhile stays on the screen until the first answer. */
export function startSearch(
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
		const {start, end} = blockRange(snapshot, row);
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
