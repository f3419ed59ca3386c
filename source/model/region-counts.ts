import type {Snapshot} from './snapshot.ts';

/** What the column Blocks shows of every region, a row a region: see `regionRunCount`. */
export function countBlocks({regions}: Snapshot): Uint32Array<ArrayBuffer> {
	if (regions.runCount) {
		return regions.runCount;
	}

	const counts = new Uint32Array(regions.count);
	for (let region = 0; region < regions.count; region++) {
		counts[region] = (regions.firstBlock[region + 1] ?? 0) - (regions.firstBlock[region] ?? 0);
	}

	return counts;
}
