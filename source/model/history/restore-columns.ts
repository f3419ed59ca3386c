import {type CellGroup, unpackCells} from './cells.ts';
import {type Column, copyColumn} from './table.ts';

/** Columns with changes of their cells written into them one after another. Only columns that change are copied. */
export function writeAll(
	base: readonly Column[],
	changes: readonly ArrayBuffer[],
	slotCount: number,
): readonly Column[] {
	const columns = [...base];
	/** How many columns use each copy. */
	const uses = new Map<Column, number>();
	for (const cells of changes) {
		for (const group of unpackCells(cells)) {
			for (const column of separate(columns, group.columns, uses, slotCount)) {
				writeCells(column, group);
			}
		}
	}

	return columns;
}

/** Gives the columns that change together arrays that nothing else uses; those that were one array stay one. */
function separate(
	columns: Column[],
	changing: readonly number[],
	uses: Map<Column, number>,
	slotCount: number,
): ReadonlySet<Column> {
	const separated = new Set<Column>();
	for (const index of changing) {
		const column = columns[index];
		if (!column || separated.has(column)) {
			continue;
		}

		const together = changing.filter(other => columns[other] === column);
		const useCount = uses.get(column);
		if (useCount === together.length) {
			separated.add(column);
			continue;
		}

		if (useCount !== undefined) {
			uses.set(column, useCount - together.length);
		}

		const copy = copyColumn(column, slotCount);
		uses.set(copy, together.length);
		separated.add(copy);
		for (const other of together) {
			columns[other] = copy;
		}
	}

	return separated;
}

function writeCells(column: Column, {slots, values}: CellGroup): void {
	for (let cell = 0; cell < slots.length; cell++) {
		column[slots[cell] ?? 0] = values[cell] ?? 0;
	}
}

/**
 * Puts rows in their order: `runs` are first slot and length of neighbours, one after another; undefined where the rows are
 * the slots. A column that has fewer slots than there are is 0 in the others.
 */
export function gather(
	columns: readonly Column[],
	{runs, rowCount}: {readonly runs: Uint32Array | undefined; readonly rowCount: number},
): readonly Column[] {
	if (!runs) {
		return columns;
	}

	const gathered = new Map<Column, Column>();
	return columns.map(column => {
		const known = gathered.get(column);
		if (known) {
			return known;
		}

		const rows = copyColumn(column.subarray(0, 0), rowCount);
		let row = 0;
		for (let run = 0; run < runs.length; run += 2) {
			const first = runs[run] ?? 0;
			const length = runs[run + 1] ?? 0;
			copyRun(column, first, rows, row, length);
			row += length;
		}

		gathered.set(column, rows);
		return rows;
	});
}

/** Runs shorter than this are copied cell by cell: a view costs more. */
const shortRun = 24;

function copyRun(from: Column, first: number, to: Column, row: number, length: number): void {
	if (length >= shortRun) {
		to.set(from.subarray(first, first + length), row);
		return;
	}

	for (let offset = 0; offset < length; offset++) {
		to[row + offset] = from[first + offset] ?? 0;
	}
}
