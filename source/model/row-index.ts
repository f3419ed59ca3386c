import {lowerBound} from './numbers/lower-bound.ts';

/** Where the rows of a list are whose items are folded or open; an item is named by its position in the list. */
export type RowIndex = {
	readonly rowCount: number;
	/** The item that a row belongs to: `offset` 0 is the item itself, 1 and more are the rows under it. */
	readonly locate: (row: number) => {readonly position: number; readonly offset: number};
	readonly rowOfPosition: (position: number) => number;
	readonly isOpen: (position: number) => boolean;
};

/**
 * Indexes the rows of `itemCount` items, of which those at `openPositions` (ascending) have rows under them. Takes
 * the time and the memory of the open ones; a row is then found by halving among them.
 */
export function indexRows(
	itemCount: number,
	openPositions: Uint32Array,
	countUnder: (position: number) => number,
): RowIndex {
	// The row of each open item, and at the end the number of rows over what the items alone would have.
	const openRows = new Uint32Array(openPositions.length);
	const rowsBefore = new Uint32Array(openPositions.length + 1);
	for (let open = 0; open < openPositions.length; open++) {
		const position = openPositions[open] ?? 0;
		const before = rowsBefore[open] ?? 0;
		openRows[open] = position + before;
		rowsBefore[open + 1] = before + countUnder(position);
	}

	return {
		rowCount: itemCount + (rowsBefore[openPositions.length] ?? 0),
		locate(row) {
			const open = lowerBound(openRows, row + 1) - 1;
			if (open < 0) {
				return {position: row, offset: 0};
			}

			const offset = row - (openRows[open] ?? 0);
			const under = (rowsBefore[open + 1] ?? 0) - (rowsBefore[open] ?? 0);
			return offset <= under
				? {position: openPositions[open] ?? 0, offset}
				: {position: (openPositions[open] ?? 0) + offset - under, offset: 0};
		},
		rowOfPosition: position => position + (rowsBefore[lowerBound(openPositions, position)] ?? 0),
		isOpen: position => openPositions[lowerBound(openPositions, position)] === position,
	};
}
