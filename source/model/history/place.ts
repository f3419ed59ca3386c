import {compareTables} from './compare-tables.ts';
import {type Epoch, openEpoch, type PartChanges} from './epoch.ts';
import type {Holdings} from './holdings.ts';
import {isSameShape, type Parts} from './take-apart.ts';

/** Finds the epoch that a snapshot is stored in, and how; it begins one where there are no changes. */
export function place(
	own: Parts,
	previous: Parts | undefined,
	epochs: Epoch[],
	holdings: Holdings,
): {readonly parts: Parts; readonly epoch: Epoch; readonly changes?: PartChanges} {
	const last = epochs.at(-1);
	if (!last || !previous || !isSameShape(last.shape, own.shape)) {
		return begin(own, epochs, holdings);
	}

	const changes = {
		blocks: compareTables(previous.blocks, own.blocks),
		regions: compareTables(previous.regions, own.regions),
	};
	const parts = {...own, blocks: changes.blocks.table, regions: changes.regions.table};
	return last.hasRoomFor(changes) ? {parts, epoch: last, changes} : begin(parts, epochs, holdings);
}

function begin(parts: Parts, epochs: Epoch[], holdings: Holdings) {
	const epoch = openEpoch(parts, holdings);
	epochs.push(epoch);
	return {parts, epoch};
}
