import {typeName} from '../memory-type.ts';
import type {Snapshot} from '../snapshot.ts';

/** Rows of blocks that are mapped: all but free and unusable address space. */
export function mappedRows({blocks, regions}: Snapshot): readonly number[] {
	const rows: number[] = [];
	for (let row = 0; row < blocks.count; row++) {
		const type = typeName(regions.type[blocks.region[row] ?? 0] ?? 0);
		if (type !== 'Free' && type !== 'Unusable') {
			rows.push(row);
		}
	}

	return rows;
}
