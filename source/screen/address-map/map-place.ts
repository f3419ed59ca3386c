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
	/** The row of the cursor. */
	readonly row: number;
} & MapCell;

/** A cell, or all cells of a folded block. */
export type MapCell = {
	readonly column: number;
	readonly width: number;
	/** The addresses that it stands for. */
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
	const {row, column} = map.placeOf(tool.cursor);
	const top = scrollWindow({rowCount: map.rowCount, height, cursor: row, top: tool.top});
	return {map, zoom, height, top, row, ...describeCell(snapshot, map, row, column)};
}

/** The cell at a place and what it stands for. */
export function describeCell(snapshot: Snapshot, map: AddressMap, row: number, column: number): MapCell {
	const span = map.spanAt(row, column);
	if (span === undefined) {
		return {column: 0, width: 1, start: 0, end: map.cellSize, block: undefined};
	}

	if (span.kind === 'folded') {
		const {column: first, width, block} = span;
		const start = snapshot.blocks.start[block] ?? 0;
		return {column: first, width, start, end: start + (snapshot.blocks.measures.size[block] ?? 0), block};
	}

	const index = Math.min(column - span.column, span.width - 1);
	const start = Math.max(span.from, span.start + index * map.cellSize);
	const end = Math.min(span.to, span.start + (index + 1) * map.cellSize);
	return {column: span.column + index, width: 1, start, end, block: findMainBlock(snapshot, start, end)};
}
