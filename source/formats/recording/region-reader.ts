import {formatAddress} from '../../model/format.ts';
import type {TypeCode} from '../../model/memory-type.ts';
import type {NumberColumn, RegionColumns} from '../../model/snapshot.ts';
import {refuse} from '../json-value.ts';
import type {StoredRows} from './run-reader.ts';
import {ownPrefix} from './schema.ts';
import {fromSqlAddress} from './sql-value.ts';
import type {StoredColumns} from './stored-columns.ts';

/**
 * Makes a snapshot's regions of their rows, and finds the region of each block. Throws a SyntaxError that says what is
 * wrong.
 */
export function toRegions(
	{address}: StoredRows,
	{has, texts, numbers, measures}: StoredColumns,
	blocks: StoredRows,
	types: ReadonlyMap<number, TypeCode>,
): {readonly regions: RegionColumns; readonly regionOfBlock: Uint32Array<ArrayBuffer>} {
	const {firstBlock, regionOfBlock} = findRegions(address, blocks);
	const own = measures(ownPrefix);
	return {
		regions: {
			count: address.length,
			firstBlock,
			type: Uint8Array.from(
				numbers('type'),
				code => types.get(code) ?? refuse('region.type', 'a code of the table type'),
			),
			kind: texts('kind'),
			details: texts('details'),
			evidence: texts('evidence'),
			isInferred: Uint8Array.from(numbers('is_inferred')),
			protection: texts('protection'),
			...(Object.keys(own).length > 0 && {measures: own}),
			...(has('runs') && {runCount: Uint32Array.from(numbers('runs'))}),
		},
		regionOfBlock,
	};
}

/** A region begins with its first block and ends before that of the next; each block says at what address its region is. */
function findRegions(
	starts: NumberColumn,
	blocks: StoredRows,
): {readonly firstBlock: Uint32Array<ArrayBuffer>; readonly regionOfBlock: Uint32Array<ArrayBuffer>} {
	const regionAddress = blocks.columns.get('region')?.map(fromSqlAddress);
	const firstBlock = new Uint32Array(starts.length + 1);
	const regionOfBlock = new Uint32Array(blocks.address.length);
	let region = -1;
	for (let row = 0; row < blocks.address.length; row++) {
		if (blocks.address[row] === starts[region + 1]) {
			region++;
			firstBlock[region] = row;
		}

		if (region === -1 || regionAddress?.[row] !== starts[region]) {
			refuse(`block ${formatAddress(blocks.address[row] ?? 0, 16)}`, 'in the region that is at its place');
		}

		regionOfBlock[row] = region;
	}

	if (region !== starts.length - 1) {
		refuse(`region ${formatAddress(starts[region + 1] ?? 0, 16)}`, 'one with a block');
	}

	firstBlock[starts.length] = blocks.address.length;
	return {firstBlock, regionOfBlock};
}
