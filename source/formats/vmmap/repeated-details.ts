import {type MemoryType, typeName} from '../../model/memory-type.ts';
import {type Snapshot, textAt} from '../../model/snapshot.ts';

/**
 * Whether VMMap writes what it says of a region again for each of its blocks: so it does for heaps and for environment
 * blocks of threads. In a snapshot it stands once.
 *
 *   "00120000","Heap (Private Data)","108","40",...,"Heap ID: 1 [LOW FRAGMENTATION]"
 *   "  0012A000","Heap (Private Data)","68","",...,"Heap ID: 1 [LOW FRAGMENTATION]"
 */
export function isRepeated(type: MemoryType, details: string): boolean {
	return (
		(type === 'Heap' && details.startsWith('Heap ID: ')) ||
		(type === 'Private Data' && /^Thread Environment Block ID: \d+$/.test(details))
	);
}

/** What VMMap has in the column Details of a block. */
export function describeBlockDetails(snapshot: Snapshot, region: number, row: number): string {
	const {blocks, regions} = snapshot;
	const own = textAt(snapshot, blocks.details, row);
	const details = textAt(snapshot, regions.details, region);
	return own === '' && isRepeated(typeName(regions.type[region] ?? 0), details) ? details : own;
}
