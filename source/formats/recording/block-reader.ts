import {formatAddress} from '../../model/format.ts';
import type {BlockColumns, NumberColumn} from '../../model/snapshot.ts';
import {refuse} from '../json-value.ts';
import type {StoredRows} from './run-reader.ts';
import {fieldPrefix} from './schema.ts';
import type {StoredColumns} from './stored-columns.ts';

/**
 * Makes a snapshot's blocks of their rows, all but the region that each is in. Throws a SyntaxError that says what is
 * wrong.
 */
export function toBlocks(
	{address, columns}: StoredRows,
	{has, texts, numbers, measures}: StoredColumns,
): Omit<BlockColumns, 'region'> {
	const size = numbers('size');
	checkOrder(address, size);
	const fields = [...columns.keys()].filter(name => name.startsWith(fieldPrefix));
	return {
		count: address.length,
		start: address,
		protection: texts('protection'),
		details: texts('details'),
		measures: {...measures(''), size},
		...(has('path') && {
			linux: {
				path: texts('path'),
				offset: numbers('offset'),
				device: texts('device'),
				inode: numbers('inode'),
				vmFlags: texts('vm_flags'),
				fields: Object.fromEntries(fields.map(name => [name.slice(fieldPrefix.length), numbers(name)])),
			},
		}),
	};
}

/** Blocks have a size, ascend and do not overlap: all that looks for a block relies on it. */
function checkOrder(address: NumberColumn, size: NumberColumn): void {
	let end = 0;
	for (let row = 0; row < address.length; row++) {
		const start = address[row] ?? Number.NaN;
		const next = start + (size[row] ?? Number.NaN);
		if (!(start >= end && next > start)) {
			refuse(`block ${formatAddress(start, 16)}`, `at ${formatAddress(end, 16)} or above, with a size`);
		}

		end = next;
	}
}
