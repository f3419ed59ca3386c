import type {StoredMeasure} from '../../source/model/measure.ts';
import {type MemoryType, typeName} from '../../source/model/memory-type.ts';
import {numberAt, regionStart, type Snapshot, textAt} from '../../source/model/snapshot.ts';
import {loadPlatformSampler} from '../../source/sampler/platform.ts';

/** Takes one snapshot of a process that can be read. */
export async function takeSnapshot(pid: number): Promise<Snapshot> {
	const sampler = await loadPlatformSampler();
	const target = sampler.openTarget(pid);
	if (target.kind === 'failed') {
		throw new Error(target.sentence);
	}

	const result = target.sample();
	target.close();
	if (result.kind === 'failed') {
		throw new Error(result.sentence);
	}

	return result.snapshot;
}

/** One block and the region that it belongs to, as values. */
export type BlockFacts = {
	readonly row: number;
	readonly start: number;
	readonly protection: string;
	readonly path: string;
	readonly vmFlags: string;
	readonly type: MemoryType;
	readonly kind: string;
	/** Of the region. */
	readonly details: string;
	readonly evidence: string;
	readonly regionStart: number;
	/** Bytes; undefined where it is unknown. */
	readonly measure: (name: StoredMeasure) => number | undefined;
	/** A field of smaps by its name there. */
	readonly field: (name: string) => number | undefined;
};

/** Describes every block, free space included. */
export function describeBlocks(snapshot: Snapshot): readonly BlockFacts[] {
	const {blocks, regions} = snapshot;
	const {linux} = blocks;
	if (!linux) {
		throw new Error('This is no snapshot of a Linux process');
	}

	return Array.from({length: blocks.count}, (_, row) => {
		const region = blocks.region[row] ?? 0;
		return {
			row,
			start: blocks.start[row] ?? 0,
			protection: textAt(snapshot, blocks.protection, row),
			path: textAt(snapshot, linux.path, row),
			vmFlags: textAt(snapshot, linux.vmFlags, row),
			type: typeName(regions.type[region] ?? 0),
			kind: textAt(snapshot, regions.kind, region),
			details: textAt(snapshot, regions.details, region),
			evidence: textAt(snapshot, regions.evidence, region),
			regionStart: regionStart(snapshot, region),
			measure: name => numberAt(blocks.measures[name], row),
			field: name => numberAt(linux.fields[name], row),
		};
	});
}

/** Finds the block that holds an address. */
export function findBlock(blocks: readonly BlockFacts[], address: number): BlockFacts {
	const found = blocks.findLast(({start}) => start <= address);
	if (!found || address >= found.start + (found.measure('size') ?? 0)) {
		throw new Error(`No block holds ${address.toString(16)}`);
	}

	return found;
}
