import {type AddressMap, fitZoom, layOutMap} from '../../model/address-map/address-map.ts';
import {findMainBlock} from '../../model/address-map/cell-types.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import {scrollWindow} from '../../model/window.ts';
import type {Derived} from '../derive.ts';
import {helpHeight} from '../help-overlay.ts';
import {memoizeLast} from '../memoize.ts';
import type {AddressMapTool} from './state.ts';

/** Title, free space and cursor have a line each. */
const otherLines = 3;

/** A row begins at a multiple of as many cells as this wherever that is possible. */
const widthStep = 8;

/** Where everything of an open map is, in the size that the terminal has. */
export type MapPlace = {
	readonly map: AddressMap;
	readonly zoom: number;
	/** Rows of the map that are visible. */
	readonly height: number;
	readonly top: number;
	/** Where the cursor is. A folded row has one cell. */
	readonly row: number;
	readonly column: number;
	/** What the cell under the cursor stands for. */
	readonly start: number;
	readonly end: number;
	/** The block that it shows; undefined where it holds none. */
	readonly block: number | undefined;
};

const fit = memoizeLast(fitZoom);
const layOut = memoizeLast(layOutMap);

export function placeMap(tool: AddressMapTool, {snapshot, layout}: Derived): MapPlace {
	const room = layout.columns - snapshot.process.addressDigits - 1;
	const width = Math.max(widthStep, room - (room % widthStep));
	const height = Math.max(1, helpHeight(layout) - otherLines);
	const zoom = tool.zoom ?? fit(snapshot, width, height);
	const map = layOut(snapshot, zoom, width);
	const row = map.rowOf(tool.cursor);
	const top = scrollWindow({rowCount: map.rowCount, height, cursor: row, top: tool.top});
	return {map, zoom, height, top, row, ...placeCursor(snapshot, map, row, tool.cursor)};
}

function placeCursor(snapshot: Snapshot, map: AddressMap, row: number, cursor: number) {
	const shown = map.rowAt(row);
	if (shown.kind === 'folded') {
		const start = snapshot.blocks.start[shown.block] ?? 0;
		return {column: 0, start, end: start + (snapshot.blocks.measures.size[shown.block] ?? 0), block: shown.block};
	}

	const address = Math.max(shown.from, Math.min(cursor, shown.to - 1));
	const column = Math.max(0, Math.floor((address - shown.start) / map.cellSize));
	const start = Math.max(shown.from, shown.start + column * map.cellSize);
	const end = Math.min(shown.to, shown.start + (column + 1) * map.cellSize);
	return {column, start, end, block: findMainBlock(snapshot, start, end)};
}
