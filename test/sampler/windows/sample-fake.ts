import {storedMeasures} from '../../../source/model/measure.ts';
import {typeName} from '../../../source/model/memory-type.ts';
import {blockMeasure, regionMeasure} from '../../../source/model/region-measures.ts';
import {numberAt, regionRunCount, regionStart, type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {openProcess} from '../../../source/sampler/windows/open-process.ts';
import {createUserReader} from '../../../source/sampler/windows/read-user.ts';
import type {OptionalFunctions} from '../../../source/sampler/windows/windows-api.ts';
import {createWindowsTarget} from '../../../source/sampler/windows/windows-target.ts';
import {createFakeWindows, type FakeProcess, type FakeState} from './fake-windows.ts';

export const kilobyte = 1024;

/** A region as a test compares it; measures in bytes, missing where they are unknown. */
export type SeenRegion = {
	readonly start: number;
	readonly type: string;
	readonly kind: string;
	readonly details: string;
	readonly evidence: string;
	readonly isInferred: boolean;
	readonly protection: string;
	readonly runs: number;
	readonly blocks: readonly SeenBlock[];
} & Readonly<Partial<Record<(typeof storedMeasures)[number], number>>>;

export type SeenBlock = {
	readonly start: number;
	readonly details: string;
	readonly protection: string;
} & Readonly<Partial<Record<(typeof storedMeasures)[number], number>>>;

/** Samples a made-up process once, as a user of another process would. */
export function sampleFake(
	process: FakeProcess,
	without: readonly (keyof OptionalFunctions)[] = [],
): {readonly snapshot: Snapshot; readonly state: FakeState; readonly regions: readonly SeenRegion[]} {
	const {api, state} = createFakeWindows(process, without);
	const opened = openProcess(api, process.pid, 12);
	if (opened.kind === 'failed') {
		throw new Error(opened.sentence);
	}

	const target = createWindowsTarget(api, process.pid, opened, createUserReader(api));
	const result = target.sample();
	target.close();
	if (result.kind === 'failed') {
		throw new Error(result.sentence);
	}

	return {snapshot: result.snapshot, state, regions: listRegions(result.snapshot)};
}

/** All regions but free and unusable ones. */
export function listRegions(snapshot: Snapshot): readonly SeenRegion[] {
	const {regions, blocks} = snapshot;
	return Array.from({length: regions.count}, (_, region) => ({
		start: regionStart(snapshot, region),
		type: typeName(regions.type[region] ?? 0),
		kind: textAt(snapshot, regions.kind, region),
		details: textAt(snapshot, regions.details, region),
		evidence: textAt(snapshot, regions.evidence, region),
		isInferred: regions.isInferred[region] === 1,
		protection: textAt(snapshot, regions.protection, region),
		runs: regionRunCount(snapshot, region),
		...known(measure => numberAt(regionMeasure(snapshot, measure), region)),
		blocks: Array.from(
			{length: (regions.firstBlock[region + 1] ?? 0) - (regions.firstBlock[region] ?? 0)},
			(_, index) => (regions.firstBlock[region] ?? 0) + index,
		).map(block => ({
			start: blocks.start[block] ?? 0,
			details: textAt(snapshot, blocks.details, block),
			protection: textAt(snapshot, blocks.protection, block),
			...known(measure => blockMeasure(snapshot, measure, block)),
		})),
	})).filter(({type}) => type !== 'Free' && type !== 'Unusable');
}

function known(measureOf: (measure: (typeof storedMeasures)[number]) => number | undefined) {
	return Object.fromEntries(
		storedMeasures.flatMap(measure => {
			const value = measureOf(measure);
			return value === undefined ? [] : [[measure, value]];
		}),
	);
}
