import {largestZoom} from '../../model/address-map/address-map.ts';
import {isSpace} from '../../model/address-map/is-empty.ts';
import {lowerBound} from '../../model/numbers/lower-bound.ts';
import {regionStart, type Snapshot} from '../../model/snapshot.ts';
import {blockRange} from '../block-range.ts';
import {copyNumber} from '../copy.ts';
import type {Derived} from '../derive.ts';
import {describeBlock} from '../describe-block.ts';
import type {Update} from '../effect.ts';
import {goToBlock} from '../go-to/go-to-block.ts';
import {emptyGoTo} from '../go-to/state.ts';
import {openBytes} from '../hex/open.ts';
import {findCommand} from '../keys.ts';
import {isMove, type MoveCommand, movedRow} from '../move.ts';
import type {ScreenState} from '../state.ts';
import {type CommandOf, findToolCommand} from '../tool-keys.ts';
import {closeTool, openAbove, showListAbove} from '../tool-stack.ts';
import {describeCell, type MapPlace, placeMap} from './map-place.ts';
import type {AddressMapTool} from './state.ts';

/** A key in the map: the arrows move the cursor over cells and rows, the others are in `toolKeys`. */
export function updateAddressMap(state: ScreenState, tool: AddressMapTool, key: string, context: Derived): Update {
	const place = placeMap(tool, context);
	const change = (changed: Partial<AddressMapTool>): Update => ({state: {...state, tool: {...tool, ...changed}}});
	switch (key) {
		case 'left':
			return change({cursor: leftOf(place, context.snapshot), top: place.top});
		case 'right':
			return change({cursor: place.end, top: place.top});
		default: {
			const move = findCommand(key);
			return isMove(move)
				? change({cursor: moveRows(place, move, context.snapshot), top: place.top})
				: runCommand(state, tool, findToolCommand('addressMap', key), context);
		}
	}
}

function runCommand(
	state: ScreenState,
	tool: AddressMapTool,
	command: CommandOf<'addressMap'> | undefined,
	context: Derived,
): Update {
	const {snapshot} = context;
	const place = placeMap(tool, context);
	const change = (changed: Partial<AddressMapTool>): Update => ({state: {...state, tool: {...tool, ...changed}}});
	switch (command) {
		case 'close':
			return {state: closeTool(state)};
		case 'goTo':
			return place.block === undefined
				? {state}
				: {state: showListAbove(goToBlock(state, context, place.block), tool, 'Esc leads back to the map.')};
		case 'showBytes':
			return showBlockBytes(state, place, context);
		case 'copyAddress':
			return copyNumber(state, place.start, snapshot.process.addressDigits);
		case 'goToAddress':
			return {state: openAbove(state, emptyGoTo)};
		case 'zoomIn':
			return change({zoom: Math.max(0, place.zoom - 1), cursor: anchor(place, context.snapshot)});
		case 'zoomOut':
			return change({zoom: Math.min(largestZoom, place.zoom + 1), cursor: anchor(place, context.snapshot)});
		case 'zoomToBlock':
			return change({zoom: zoomOfBlock(place, context.snapshot), cursor: anchor(place, context.snapshot)});
		case 'showAll':
			return change({zoom: undefined, cursor: anchor(place, context.snapshot)});
		case 'nextRegion':
			return change({cursor: nextRegion(context.snapshot, place.end) ?? tool.cursor, top: place.top});
		case 'previousRegion':
			return change({cursor: previousRegion(context.snapshot, place.start) ?? tool.cursor, top: place.top});
		case undefined:
			return {state};
	}
}

/** Opens the bytes of the block under the cursor, at the cell; closing them leads back to the map. */
function showBlockBytes(state: ScreenState, {block, start}: MapPlace, context: Derived): Update {
	const {blocks, regions} = context.snapshot;
	if (block === undefined || isSpace(regions.type[blocks.region[block] ?? 0] ?? 0)) {
		return {state: {...state, message: 'There are no bytes here: x shows those of the block under the cursor.'}};
	}

	const range = blockRange(context.snapshot, block);
	return openBytes(state, range, describeBlock(context.snapshot, block), Math.max(range.start, start), context);
}

/** The address before the cell; in the first one the cell itself. */
function leftOf({start, map, row}: MapPlace, snapshot: Snapshot): number {
	return row === 0 && start === (snapshot.blocks.start[0] ?? 0)
		? start
		: Math.max(0, start - Math.min(map.cellSize, snapshot.pageSize));
}

/** The address that stands as far to the right in another row. */
function moveRows({map, row, column, height}: MapPlace, command: MoveCommand, snapshot: Snapshot): number {
	const moved = movedRow(row, command, map.rowCount, height);
	return describeCell(snapshot, map, moved, column).start;
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
