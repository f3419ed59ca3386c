import {storedMeasures} from '../../source/model/measure.ts';
import {typeName} from '../../source/model/memory-type.ts';
import {regionMeasure} from '../../source/model/region-measures.ts';
import {numberAt, regionRunCount, type Snapshot, textAt} from '../../source/model/snapshot.ts';

/**
 * All that a snapshot says, as plain objects to compare: texts for rows of its table, nothing for what is unknown. Two
 * snapshots that say the same are equal, however their columns came to be.
 */
export function toPlainSnapshot(snapshot: Snapshot) {
	const {blocks, regions, strings: _, ...facts} = snapshot;
	const {linux} = blocks;
	return {
		...facts,
		blocks: Array.from({length: blocks.count}, (_, row) => ({
			start: blocks.start[row],
			region: blocks.region[row],
			protection: textAt(snapshot, blocks.protection, row),
			details: textAt(snapshot, blocks.details, row),
			measures: Object.fromEntries(storedMeasures.map(measure => [measure, numberAt(blocks.measures[measure], row)])),
			linux: linux && {
				path: textAt(snapshot, linux.path, row),
				device: textAt(snapshot, linux.device, row),
				vmFlags: textAt(snapshot, linux.vmFlags, row),
				offset: linux.offset[row],
				inode: linux.inode[row],
				fields: Object.fromEntries(Object.entries(linux.fields).map(([name, column]) => [name, numberAt(column, row)])),
			},
		})),
		regions: Array.from({length: regions.count}, (_, region) => ({
			firstBlock: regions.firstBlock[region],
			type: typeName(regions.type[region] ?? -1),
			kind: textAt(snapshot, regions.kind, region),
			details: textAt(snapshot, regions.details, region),
			evidence: textAt(snapshot, regions.evidence, region),
			protection: textAt(snapshot, regions.protection, region),
			isInferred: regions.isInferred[region],
			runCount: regionRunCount(snapshot, region),
			measures: Object.fromEntries(
				storedMeasures.map(measure => [measure, numberAt(regionMeasure(snapshot, measure), region)]),
			),
		})),
		end: regions.firstBlock[regions.count],
	};
}
