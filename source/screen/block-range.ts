import type {Range} from '../model/inspection.ts';
import type {Snapshot} from '../model/snapshot.ts';

/** The addresses of a block. */
export function blockRange({blocks}: Snapshot, block: number): Range {
	const start = blocks.start[block] ?? 0;
	return {start, end: start + (blocks.measures.size[block] ?? 0)};
}
