import type {NumberColumn, TextColumn} from '../snapshot.ts';
import type {VmaColumns} from './vma-columns.ts';

/** VMAs of which each begins at or after the end of the one before it. */
export type AscendingVmas = {
	readonly vmas: VmaColumns;
	/** How many were left out because they overlap one before them. */
	readonly leftOut: number;
	/** The row in the original columns. */
	readonly originalRow: (row: number) => number;
};

/**
 * Makes sure that VMAs ascend and do not overlap. The kernel promises it (proc_pid_maps(5)), a captured file may have
 * been edited; then what overlaps is left out.
 */
export function keepAscending(vmas: VmaColumns): AscendingVmas {
	const {count, start, size} = vmas;
	if (isAscending(vmas)) {
		return {vmas, leftOut: 0, originalRow: row => row};
	}

	const kept: number[] = [];
	let end = 0;
	for (let row = 0; row < count; row++) {
		const rowStart = start[row] ?? 0;
		const rowSize = size[row] ?? 0;
		if (rowStart >= end && rowSize > 0) {
			kept.push(row);
			end = rowStart + rowSize;
		}
	}

	const pickNumbers = (column: NumberColumn): NumberColumn => Float64Array.from(kept, row => column[row] ?? 0);
	const pickTexts = (column: TextColumn): TextColumn => Uint32Array.from(kept, row => column[row] ?? 0);
	return {
		vmas: {
			count: kept.length,
			start: pickNumbers(start),
			size: pickNumbers(size),
			permissions: pickTexts(vmas.permissions),
			offset: pickNumbers(vmas.offset),
			device: pickTexts(vmas.device),
			inode: pickNumbers(vmas.inode),
			path: pickTexts(vmas.path),
			vmFlags: pickTexts(vmas.vmFlags),
			fields: Object.fromEntries(Object.entries(vmas.fields).map(([name, column]) => [name, pickNumbers(column)])),
			...(vmas.guards && {guards: pickNumbers(vmas.guards)}),
			strings: vmas.strings,
		},
		leftOut: count - kept.length,
		originalRow: row => kept[row] ?? 0,
	};
}

function isAscending({count, start, size}: VmaColumns): boolean {
	let end = 0;
	for (let row = 0; row < count; row++) {
		const rowStart = start[row] ?? 0;
		const rowSize = size[row] ?? 0;
		if (rowStart < end || rowSize <= 0) {
			return false;
		}

		end = rowStart + rowSize;
	}

	return true;
}
