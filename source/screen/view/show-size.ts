import {formatCount, formatSignedCount, formatSignedSize, formatSize} from '../../model/format.ts';

/** Bytes for a cell: with its sign where it is a difference. */
export function showSize(bytes: number | undefined, width: number, isDiff: boolean): string {
	return isDiff ? formatSignedSize(bytes, width) : formatSize(bytes, width);
}

/** A number of things for a cell: with its sign where it is a difference. */
export function showCount(count: number, width: number, isDiff: boolean): string {
	return isDiff ? formatSignedCount(count, width) : formatCount(count, width);
}
