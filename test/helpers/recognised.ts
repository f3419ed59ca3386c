import {regionBlockCount, type Snapshot, textAt} from '../../source/model/snapshot.ts';

/** Bytes in memory of each kind. */
export function residentByKind(snapshot: Snapshot): ReadonlyMap<string, number> {
	const {regions, blocks} = snapshot;
	const sums = new Map<string, number>();
	for (let region = 0; region < regions.count; region++) {
		const kind = textAt(snapshot, regions.kind, region);
		const first = regions.firstBlock[region] ?? 0;
		for (let block = first; block < first + regionBlockCount(snapshot, region); block++) {
			sums.set(kind, (sums.get(kind) ?? 0) + (blocks.measures.totalWs?.[block] ?? 0));
		}
	}

	return sums;
}

/** How much of what is in memory has a kind finer than `anonymous`, from 0 to 1. */
export function recognisedShare(snapshot: Snapshot): number {
	const sums = residentByKind(snapshot);
	const total = [...sums.values()].reduce((sum, value) => sum + value, 0);
	return 1 - (sums.get('anonymous') ?? 0) / total;
}
