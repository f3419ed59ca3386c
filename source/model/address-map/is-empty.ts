import {typeCode} from '../memory-type.ts';
import type {Snapshot} from '../snapshot.ts';

const free = typeCode('Free');
const unusable = typeCode('Unusable');

/** Whether a type stands for address space without memory. */
export function isSpace(type: number): boolean {
	return type === free || type === unusable;
}

/** Whether nothing is in a block: it is not mapped, or reserved only. A block of which that is unknown is not empty. */
export function isEmptyBlock({blocks, regions}: Snapshot, row: number): boolean {
	const {committed, totalWs} = blocks.measures;
	return (
		isSpace(regions.type[blocks.region[row] ?? 0] ?? 0) ||
		(committed?.[row] === 0 && (totalWs === undefined || totalWs[row] === 0))
	);
}
