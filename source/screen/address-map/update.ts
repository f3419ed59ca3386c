import {largestZoom} from '../../model/address-map/address-map.ts';
import {isSpace} from '../../model/address-map/is-empty.ts';
import {lowerBound} from '../../model/numbers/lower-bound.ts';
import {regionStart, type Snapshot} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import {goToBlock} from '../go-to/go-to-block.ts';
import {findCommand} from '../keys.ts';
import {isMove, type MoveCommand, movedRow} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {type MapPlace, placeMap} from './map-place.ts';
import type {AddressMapTool} from './state.ts';

/** A key in the map: arrows move, + and - zoom, z zooms to the block, 0 shows all, n and N step over regions, Enter goes to the region. */
export function updateAddressMap(state: ScreenState, tool: AddressMapTool, key: string, context: Derived): ScreenState {
	const place = placeMap(tool, context);
	const change = (changed: Partial<AddressMapTool>): ScreenState => ({...state, tool: {...tool, ...changed}});
	switch (key) {
		case 'escape':
		case 'a':
			return {...state, tool: undefined};
		case 'enter':
			return place.block === undefined ? state : goToBlock(state, context, place.block);
		case 'left':
			return change({cursor: leftOf(place, context.snapshot), top: place.top});
		case 'right':
			return change({cursor: place.end, top: place.top});
		case '+':
		case '=':
			return change({zoom: Math.max(0, place.zoom - 1), cursor: anchor(place, context.snapshot)});
		case '-':
			return change({zoom: Math.min(largestZoom, place.zoom + 1), cursor: anchor(place, context.snapshot)});
		case 'z':
			return change({zoom: zoomOfBlock(place, context.snapshot), cursor: anchor(place, context.snapshot)});
		case '0':
			return change({zoom: undefined, cursor: anchor(place, context.snapshot)});
		case 'n':
			return change({cursor: nextRegion(context.snapshot, place.end) ?? tool.cursor, top: place.top});
		case 'N':
			return change({cursor: previousRegion(context.snapshot, place.start) ?? tool.cursor, top: place.top});
		default: {
			const command = findCommand(key);
			return isMove(command) ? change({cursor: moveRows(place, command, context.snapshot), top: place.top}) : state;
		}
	}
}

/** The address before the cell; in the first one the cell itself. */
function leftOf({start, map, row}: MapPlace, snapshot: Snapshot): number {
	return row === 0 && start === (snapshot.blocks.start[0] ?? 0)
		? start
		: Math.max(0, start - Math.min(map.cellSize, snapshot.pageSize));
}

/** The address that stands as far to the right in another row. */
function moveRows({map, row, column, height}: MapPlace, command: MoveCommand, {blocks}: Snapshot): number {
	const moved = map.rowAt(movedRow(row, command, map.rowCount, height));
	return moved.kind === 'folded'
		? (blocks.start[moved.block] ?? 0)
		: Math.max(moved.from, Math.min(moved.start + column * map.cellSize, moved.to - 1));
}

/** The smallest zoom at which the block under the cursor is no more than a row. */
function zoomOfBlock({map, block, zoom}: MapPlace, {blocks, pageSize}: Snapshot): number {
	const size = block === undefined ? undefined : blocks.measures.size[block];
	return size === undefined ? zoom : Math.max(0, Math.ceil(Math.log2(size / (map.width * pageSize))));
}

/** What stays under the cursor when the zoom changes: the start of what the cell shows. */
function anchor({start, block}: MapPlace, {blocks}: Snapshot): number {
	return block === undefined ? start : Math.max(start, blocks.start[block] ?? 0);
}

/** The first address at or behind `address` where a region begins that is not mere space. */
function nextRegion(snapshot: Snapshot, address: number): number | undefined {
	const {blocks, regions} = snapshot;
	for (let row = lowerBound(blocks.start, address); row < blocks.count; row++) {
		const region = blocks.region[row] ?? 0;
		if (regions.firstBlock[region] === row && !isSpace(regions.type[region] ?? 0)) {
			return blocks.start[row];
		}
	}

	return undefined;
}

/** The last address before `address` where a region begins that is not mere space. */
function previousRegion(snapshot: Snapshot, address: number): number | undefined {
	const {blocks, regions} = snapshot;
	for (let row = lowerBound(blocks.start, address) - 1; row >= 0; row--) {
		const region = blocks.region[row] ?? 0;
		if (!isSpace(regions.type[region] ?? 0)) {
			return regionStart(snapshot, region);
		}
	}

	return undefined;
}
