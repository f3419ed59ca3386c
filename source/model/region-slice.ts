import type {BlockColumns, RegionColumns, Snapshot} from './snapshot.ts';

/**
 * A snapshot of one region, or of some of its blocks, alone: rows of blocks from `first` to before `end`. What is true of
 * the whole process, such as its page tables, is left out.
 */
export function sliceRegion(snapshot: Snapshot, region: number, [first, end]: readonly [number, number]): Snapshot {
	const {pageTable, ...facts} = snapshot;
	return {
		...facts,
		counters: {},
		blocks: sliceBlocks(snapshot.blocks, first, end),
		regions: sliceRegions(snapshot.regions, region, end - first),
	};
}

function sliceBlocks(blocks: BlockColumns, first: number, end: number): BlockColumns {
	const {linux} = blocks;
	return {
		count: end - first,
		start: blocks.start.subarray(first, end),
		region: new Uint32Array(end - first),
		protection: blocks.protection.subarray(first, end),
		details: blocks.details.subarray(first, end),
		measures: {...sliceColumns(blocks.measures, first, end), size: blocks.measures.size.subarray(first, end)},
		...(linux && {
			linux: {
				path: linux.path.subarray(first, end),
				offset: linux.offset.subarray(first, end),
				device: linux.device.subarray(first, end),
				inode: linux.inode.subarray(first, end),
				vmFlags: linux.vmFlags.subarray(first, end),
				fields: sliceColumns(linux.fields, first, end),
			},
		}),
	};
}

/** The measures that a region has of its own are those of all its blocks, so that they are left out. */
function sliceRegions(regions: RegionColumns, region: number, blockCount: number): RegionColumns {
	const end = region + 1;
	return {
		count: 1,
		firstBlock: Uint32Array.of(0, blockCount),
		type: regions.type.subarray(region, end),
		kind: regions.kind.subarray(region, end),
		details: regions.details.subarray(region, end),
		evidence: regions.evidence.subarray(region, end),
		isInferred: regions.isInferred.subarray(region, end),
		protection: regions.protection.subarray(region, end),
	};
}

function sliceColumns<Columns extends Readonly<Record<string, Float64Array<ArrayBuffer>>>>(
	columns: Columns,
	first: number,
	end: number,
): Readonly<Record<string, Float64Array<ArrayBuffer>>> {
	return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(first, end)]));
}
