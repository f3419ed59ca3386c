import {lowerBound} from '../numbers/lower-bound.ts';
import type {Snapshot} from '../snapshot.ts';
import {isEmptyBlock} from './is-empty.ts';

/**
 * The address space as rows of equal cells, low addresses first. An empty block that would fill a row or more is folded
 * into one row, so that 128 TB are as long as what is in them.
 */
export type AddressMap = {
	/** Bytes a cell stands for: a power of two times the size of a page. */
	readonly cellSize: number;
	/** Cells in a row. */
	readonly width: number;
	readonly rowCount: number;
	readonly rowAt: (row: number) => MapRow;
	/** The row that shows an address; the nearest where none does. */
	readonly rowOf: (address: number) => number;
};

export type MapRow =
	/** Addresses from `start`, a cell each; what lies outside of `from` to `to` is shown by other rows. */
	| {readonly kind: 'cells'; readonly start: number; readonly from: number; readonly to: number}
	/** The whole of one empty block. */
	| {readonly kind: 'folded'; readonly block: number};

/** The largest zoom: a page of 4 KB times 2 to this is all that 64 bits address. */
export const largestZoom = 52;

/** Lays the address space out in rows of `width` cells of `pageSize * 2 ** zoom` bytes. */
export function layOutMap(snapshot: Snapshot, zoom: number, width: number): AddressMap {
	const cellSize = snapshot.pageSize * 2 ** zoom;
	const {start, end, block, firstRow, rowCount} = findStretches(snapshot, cellSize, width);
	const starts = Float64Array.from(start);
	const firstRows = Float64Array.from(firstRow);
	const rowSize = cellSize * width;

	const alignedStart = (stretch: number): number => alignDown(start[stretch] ?? 0, cellSize);

	return {
		cellSize,
		width,
		rowCount,
		rowAt(row) {
			const stretch = Math.max(0, lowerBound(firstRows, row + 1) - 1);
			const folded = block[stretch] ?? -1;
			if (folded >= 0) {
				return {kind: 'folded', block: folded};
			}

			const rowStart = alignedStart(stretch) + (row - (firstRow[stretch] ?? 0)) * rowSize;
			return {
				kind: 'cells',
				start: rowStart,
				from: Math.max(rowStart, start[stretch] ?? 0),
				to: Math.min(rowStart + rowSize, end[stretch] ?? 0),
			};
		},
		rowOf(address) {
			const stretch = Math.max(0, lowerBound(starts, address + 1) - 1);
			if ((block[stretch] ?? -1) >= 0) {
				return firstRow[stretch] ?? 0;
			}

			const last = Math.max(start[stretch] ?? 0, (end[stretch] ?? 0) - 1);
			const within = Math.min(address, last) - alignedStart(stretch);
			return (firstRow[stretch] ?? 0) + Math.max(0, Math.floor(within / rowSize));
		},
	};
}

/** The smallest zoom at which the whole map has at most `height` rows; where none has, the one with the fewest. */
export function fitZoom(snapshot: Snapshot, width: number, height: number): number {
	let low = 0;
	let high = largestZoom;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (findStretches(snapshot, snapshot.pageSize * 2 ** middle, width).rowCount <= height) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}

	return low;
}

/** Stretches of addresses, ascending: rows of cells, or one folded block (-1 where it is none). */
type Stretches = {
	readonly start: readonly number[];
	readonly end: readonly number[];
	readonly block: readonly number[];
	readonly firstRow: readonly number[];
	readonly rowCount: number;
};

function findStretches(snapshot: Snapshot, cellSize: number, width: number): Stretches {
	const {blocks} = snapshot;
	const rowSize = cellSize * width;
	const start: number[] = [];
	const end: number[] = [];
	const block: number[] = [];
	const firstRow: number[] = [];
	let rowCount = 0;
	const add = (from: number, to: number, folded: number): void => {
		start.push(from);
		end.push(to);
		block.push(folded);
		firstRow.push(rowCount);
		rowCount += folded >= 0 ? 1 : Math.ceil((to - alignDown(from, cellSize)) / rowSize);
	};

	let from = blocks.start[0] ?? 0;
	let to = from;
	for (let row = 0; row < blocks.count; row++) {
		const blockStart = blocks.start[row] ?? 0;
		const size = blocks.measures.size[row] ?? 0;
		const isFolded = size >= rowSize && isEmptyBlock(snapshot, row);
		if ((isFolded || blockStart - to >= rowSize) && to > from) {
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

	return {start, end, block, firstRow, rowCount};
}

function alignDown(address: number, size: number): number {
	return Math.floor(address / size) * size;
}
