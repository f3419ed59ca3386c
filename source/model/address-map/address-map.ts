import {lowerBound} from '../numbers/lower-bound.ts';
import type {Snapshot} from '../snapshot.ts';
import {isEmptyBlock} from './is-empty.ts';

/**
 * The address space as equal cells, low addresses first, that flow over rows as text does. An empty block that would take
 * more cells than its size takes to write is folded into that, so that 128 TB are as long as what is in them.
 */
export type AddressMap = {
	/** Bytes a cell stands for: a power of two times the size of a page. */
	readonly cellSize: number;
	/** Cells in a row. */
	readonly width: number;
	readonly rowCount: number;
	/** What a row shows, left to right. */
	readonly spansOf: (row: number) => readonly MapSpan[];
	/** Where an address is shown; the nearest place where it is not. */
	readonly placeOf: (address: number) => {readonly row: number; readonly column: number};
	/** What the cell at a place shows, or the last before it in its row. */
	readonly spanAt: (row: number, column: number) => MapSpan | undefined;
};

/** A part of a row: `width` cells from `column` on. */
export type MapSpan = {readonly column: number; readonly width: number} & (
	| {
			readonly kind: 'cells';
			/** The first address of the first cell. What lies outside of `from` to `to` is shown elsewhere. */
			readonly start: number;
			readonly from: number;
			readonly to: number;
	  }
	/** The whole of one empty block. */
	| {readonly kind: 'folded'; readonly block: number}
);

/** The largest zoom: a page of 4 KB times 2 to this is all that 64 bits address. */
export const largestZoom = 52;

/** Cells that a folded block takes: a sign, its size, and blanks around that. */
export const foldedWidth = 8;

/** Lays the address space out in rows of `width` cells, at least `foldedWidth`, of `pageSize * 2 ** zoom` bytes. */
export function layOutMap(snapshot: Snapshot, zoom: number, width: number): AddressMap {
	const cellSize = snapshot.pageSize * 2 ** zoom;
	const {start, end, block, cell, cellCount} = findStretches(snapshot, cellSize, width);
	const starts = Float64Array.from(start);
	const firstCells = Float64Array.from(cell);

	function spanOf(stretch: number, row: number): MapSpan | undefined {
		const first = cell[stretch] ?? 0;
		const from = start[stretch] ?? 0;
		const to = end[stretch] ?? 0;
		const folded = block[stretch] ?? -1;
		const aligned = alignDown(from, cellSize);
		const count = folded >= 0 ? foldedWidth : countCells(from, to, cellSize);
		const begin = Math.max(first, row * width);
		const cells = Math.min(first + count, (row + 1) * width) - begin;
		if (cells <= 0) {
			return undefined;
		}

		const place = {column: begin - row * width, width: cells};
		if (folded >= 0) {
			return {...place, kind: 'folded', block: folded};
		}

		const spanStart = aligned + (begin - first) * cellSize;
		return {
			...place,
			kind: 'cells',
			start: spanStart,
			from: Math.max(from, spanStart),
			to: Math.min(to, spanStart + cells * cellSize),
		};
	}

	function spansOf(row: number): readonly MapSpan[] {
		const spans: MapSpan[] = [];
		const from = Math.max(0, lowerBound(firstCells, row * width + 1) - 1);
		for (let stretch = from; stretch < start.length && (cell[stretch] ?? 0) < (row + 1) * width; stretch++) {
			const span = spanOf(stretch, row);
			if (span) {
				spans.push(span);
			}
		}

		return spans;
	}

	return {
		cellSize,
		width,
		rowCount: Math.ceil(cellCount / width),
		spansOf,
		placeOf(address) {
			const stretch = Math.max(0, lowerBound(starts, address + 1) - 1);
			const from = start[stretch] ?? 0;
			const last = Math.max(from, (end[stretch] ?? 0) - 1);
			const isFolded = (block[stretch] ?? -1) >= 0;
			const within = Math.max(from, Math.min(address, last)) - alignDown(from, cellSize);
			const place = (cell[stretch] ?? 0) + (isFolded ? 0 : Math.floor(within / cellSize));
			return {row: Math.floor(place / width), column: place % width};
		},
		spanAt: (row, column) => spansOf(row).findLast(span => span.column <= column),
	};
}

/** The smallest zoom at which the whole map has at most `height` rows; where none has, the one with the fewest. */
export function fitZoom(snapshot: Snapshot, width: number, height: number): number {
	let low = 0;
	let high = largestZoom;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (findStretches(snapshot, snapshot.pageSize * 2 ** middle, width).cellCount <= height * width) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}

	return low;
}

/** Stretches of addresses, ascending: cells, or one folded block (-1 where it is none). */
type Stretches = {
	readonly start: readonly number[];
	readonly end: readonly number[];
	readonly block: readonly number[];
	/** The first cell of each, counted over all rows. */
	readonly cell: readonly number[];
	readonly cellCount: number;
};

function findStretches(snapshot: Snapshot, cellSize: number, width: number): Stretches {
	const {blocks} = snapshot;
	const shortest = foldedWidth * cellSize;
	const start: number[] = [];
	const end: number[] = [];
	const block: number[] = [];
	const cell: number[] = [];
	let cellCount = 0;
	const add = (from: number, to: number, folded: number): void => {
		// What is folded is never parted.
		const left = width - (cellCount % width);
		cellCount += folded >= 0 && left < foldedWidth ? left : 0;
		start.push(from);
		end.push(to);
		block.push(folded);
		cell.push(cellCount);
		cellCount += folded >= 0 ? foldedWidth : countCells(from, to, cellSize);
	};

	let from = blocks.start[0] ?? 0;
	let to = from;
	for (let row = 0; row < blocks.count; row++) {
		const blockStart = blocks.start[row] ?? 0;
		const size = blocks.measures.size[row] ?? 0;
		const isFolded = size > shortest && isEmptyBlock(snapshot, row);
		if ((isFolded || blockStart - to > shortest) && to > from) {
			add(from, to, -1);
			from = blockStart;
		}

		if (isFolded) {
			add(blockStart, blockStart + size, row);
			from = blockStart + size;
		} else if (to === from) {
			from = blockStart;
		}

		to = blockStart + size;
	}

	if (to > from) {
		add(from, to, -1);
	}

	return {start, end, block, cell, cellCount};
}

function countCells(from: number, to: number, cellSize: number): number {
	return Math.ceil((to - alignDown(from, cellSize)) / cellSize);
}

function alignDown(address: number, size: number): number {
	return Math.floor(address / size) * size;
}
