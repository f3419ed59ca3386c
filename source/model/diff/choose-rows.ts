import type {NumberColumn, Snapshot, TextColumn} from '../snapshot.ts';
import type {DiffRows} from './diff-rows.ts';
import type {SnapshotDiff} from './diff-snapshots.ts';
import type {Side} from './side.ts';

/** The numbers of after, and of before in rows that are gone; 0 where before has no such column. */
export function chooseNumbers(
	{blockCount, blockBefore, blockAfter}: DiffRows,
	before: NumberColumn | undefined,
	after: NumberColumn,
): NumberColumn {
	return chooseInto(new Float64Array(blockCount), blockBefore, before ?? new Float64Array(0), blockAfter, after);
}

/** Fills a column with the values of after, and of before in rows that are gone. */
export function chooseInto<
	Column extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
>(column: Column, beforeRows: Int32Array, ones: Column, afterRows: Int32Array, others: Column): Column {
	for (let row = 0; row < column.length; row++) {
		const other = afterRows[row] ?? -1;
		column[row] = (other < 0 ? ones[beforeRows[row] ?? 0] : others[other]) ?? 0;
	}

	return column;
}

/** The texts of after, and of before in rows that are gone, as rows of the texts that both share. */
export function chooseTexts(
	{rows, before, after}: SnapshotDiff,
	columnOf: (snapshot: Snapshot) => TextColumn | undefined,
): TextColumn {
	const {blockCount, blockBefore, blockAfter} = rows;
	return chooseRows(
		blockCount,
		blockBefore,
		columnOf(before.snapshot),
		before,
		blockAfter,
		columnOf(after.snapshot),
		after,
	);
}

/** The same, for rows of any list. */
export function chooseRows(
	count: number,
	beforeRows: Int32Array,
	ones: TextColumn | undefined,
	before: Side,
	afterRows: Int32Array,
	others: TextColumn | undefined,
	after: Side,
): TextColumn {
	const column = new Uint32Array(count);
	for (let row = 0; row < count; row++) {
		const other = afterRows[row] ?? -1;
		column[row] =
			(other < 0 ? before.texts[ones?.[beforeRows[row] ?? 0] ?? 0] : after.texts[others?.[other] ?? 0]) ?? 0;
	}

	return column;
}
