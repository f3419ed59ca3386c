import {isSpace} from '../../model/address-map/is-empty.ts';
import {typeName} from '../../model/memory-type.ts';
import {textAt} from '../../model/snapshot.ts';
import {escapeText} from '../../model/text.ts';
import {blockRange} from '../block-range.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {textFieldOf} from '../text-field.ts';
import {startSearch} from './search.ts';
import type {StringsTool} from './state.ts';

/** As strings(1) has it. */
const usualMinimum = 4;

/** Opens the strings of the region under the cursor, or of all memory where that is none. */
export function openStrings(state: ScreenState, context: Derived): Update {
	const {snapshot, tree, row} = context;
	const {regions} = snapshot;
	const region = tree.rowCount === 0 ? undefined : tree.rowAt(row).region;
	const isRegion = region !== undefined && !isSpace(regions.type[region] ?? 0);
	const from = regions.firstBlock[region ?? 0] ?? 0;
	const to = isRegion ? (regions.firstBlock[region + 1] ?? 0) : from;
	const type = typeName(regions.type[region ?? 0] ?? 0);
	const tool: StringsTool = {
		kind: 'strings',
		title: escapeText(`${type}  ${textAt(snapshot, regions.details, region ?? 0)}`),
		region: Array.from({length: to - from}, (_, index) => blockRange(snapshot, from + index)),
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
