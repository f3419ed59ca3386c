import {typeName} from '../../model/memory-type.ts';
import {regionBlockCount, regionStart} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import type {ScreenState} from '../state.ts';

/**
 * Puts the cursor of the region list on a block, its region unfolded, or on the region where that has no other block.
 * The list is in order of address, so that what lies around the block stands around it; a filter or a type that hides
 * it is taken away.
 */
export function goToBlock(state: ScreenState, {snapshot, tree}: Derived, block: number): ScreenState {
	const {blocks, regions} = snapshot;
	const region = blocks.region[block] ?? 0;
	const start = regionStart(snapshot, region);
	const isBlock = regionBlockCount(snapshot, region) > 1;
	const type = typeName(regions.type[region] ?? 0);
	const isHidden = tree.indexOfRegion(region) < 0;
	return {
		...state,
		tool: undefined,
		panel: 'regions',
		detailsTop: 0,
		sort: {column: 'address', isReversed: false},
		cursor: isBlock ? {start: blocks.start[block] ?? 0, isBlock} : {start, isBlock},
		...(isBlock && !state.areAllUnfolded && {unfolded: new Set([...state.unfolded, start])}),
		...(isHidden && {
			openType: undefined,
			filter: {text: '', parsed: {kind: 'filter', terms: []}},
			isFreeShown: state.isFreeShown || type === 'Free' || type === 'Unusable',
		}),
	};
}
