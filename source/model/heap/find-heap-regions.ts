import {regionStart, type Snapshot, textAt} from '../snapshot.ts';
import type {HeapRegion} from './heap-walk.ts';

/** What the kinds of regions are to a walk. */
const kinds: Readonly<Record<string, HeapRegion['kind']>> = {
	'main heap': 'main heap',
	'glibc arena': 'arena',
	'glibc mmapped chunk': 'mapped chunk',
	anonymous: 'unknown',
};

/**
 * The regions of a snapshot that glibc's malloc hands out memory from, or may, ascending. A walk is always of all of them: what
 * a thread keeps for itself lies in any of them.
 */
export function findHeapRegions(snapshot: Snapshot): readonly HeapRegion[] {
	const {blocks, regions} = snapshot;
	const found: HeapRegion[] = [];
	for (let region = 0; region < regions.count; region++) {
		const kind = kinds[textAt(snapshot, regions.kind, region)];
		if (kind) {
			const last = (regions.firstBlock[region + 1] ?? 0) - 1;
			const end = (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0);
			found.push({start: regionStart(snapshot, region), end, kind});
		}
	}

	return found;
}
