import {typeName} from '../model/memory-type.ts';
import {type Snapshot, textAt} from '../model/snapshot.ts';

/** What a block is, in one line as the system or the program has it: `Heap  main heap  [heap]  rw-p`. Escape before drawing. */
export function describeBlock(snapshot: Snapshot, block: number): string {
	const {blocks, regions} = snapshot;
	const region = blocks.region[block] ?? 0;
	return [
		typeName(regions.type[region] ?? 0),
		textAt(snapshot, regions.kind, region),
		textAt(snapshot, regions.details, region),
		textAt(snapshot, blocks.protection, block),
	]
		.filter(part => part !== '')
		.join('  ');
}
