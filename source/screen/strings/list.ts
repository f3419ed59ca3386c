import {formatCount} from '../../model/format.ts';
import {
	listStrings,
	mostSortedByText,
	type StringList,
	sortStringList,
	stringOrders,
} from '../../model/strings/string-list.ts';
import type {Derived} from '../derive.ts';
import {helpHeight} from '../help-overlay.ts';
import {memoizeLast} from '../memoize.ts';
import type {ScreenState} from '../state.ts';
import type {StringsTool} from './state.ts';

/** The title, the state of the search and the place of the string under the cursor have a line each. */
const otherLines = 3;

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

/** The next order. While strings still come in, they stand as they come. */
export function sortStrings(state: ScreenState, tool: StringsTool): ScreenState {
	if (tool.end === undefined) {
		return {...state, message: 'The order is that of the addresses while the search runs: Space stops it.'};
	}

	const order = stringOrders[(stringOrders.indexOf(tool.order) + 1) % stringOrders.length] ?? 'address';
	return order === 'text' && stringsOf(tool).count > mostSortedByText
		? {
				...state,
				tool: {...tool, order: 'address', row: 0, top: 0},
				message: `At most ${formatCount(mostSortedByText, 12)} strings are sorted by text: / leaves out others.`,
			}
		: {...state, tool: {...tool, order, row: 0, top: 0}};
}
