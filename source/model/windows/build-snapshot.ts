import type {ProcessFacts, SampleCost, Snapshot} from '../snapshot.ts';
import type {BlockPlan} from './block-plan.ts';
import {classifyRegions, type Findings} from './classify.ts';
import {layOut} from './layout.ts';
import {measureBlocks, measureRegionPrivate} from './measures.ts';
import type {MemoryRuns} from './memory-runs.ts';
import {groupRuns} from './regions.ts';
import {createTexts} from './texts.ts';
import type {WorkingSetColumns} from './working-set.ts';

/** What a sampler found out of one process at one moment. All sizes and addresses are in bytes. */
export type WindowsSample = {
	readonly runs: MemoryRuns;
	/** The blocks to make of the runs. */
	readonly plan: BlockPlan;
	readonly findings: Findings;
	/** Undefined where Windows does not tell it. */
	readonly workingSet: WorkingSetColumns | undefined;
	/** What lies above is not free, for the program cannot use it. */
	readonly freeLimit: number;
	readonly process: ProcessFacts;
	readonly counters: Readonly<Record<string, number>>;
	/** Milliseconds since 1970. */
	readonly time: number;
	readonly cost: SampleCost;
	readonly notices: readonly string[];
	readonly pageSize: number;
};

/** Makes a snapshot of an address space: says what every allocation is, measures its blocks, and adds free space. */
export function buildWindowsSnapshot(sample: WindowsSample): Snapshot {
	const {runs, plan} = sample;
	const runRegions = groupRuns(runs);
	const texts = createTexts();
	const verdicts = classifyRegions(runs, runRegions, sample.findings);
	const {blocks, regions, placeBlocks, placeRegions} = layOut(
		runs,
		runRegions,
		plan,
		verdicts,
		sample.freeLimit,
		texts,
	);
	const {count, start, size, region, protection, details} = blocks;
	const measures = Object.entries(measureBlocks(runs, plan, sample.workingSet)).map(([measure, column]) => [
		measure,
		placeBlocks(column),
	]);
	return {
		platform: 'windows',
		time: sample.time,
		process: sample.process,
		pageSize: sample.pageSize,
		cost: sample.cost,
		notices: sample.notices,
		counters: sample.counters,
		strings: texts.strings,
		blocks: {
			count,
			start,
			region,
			protection,
			details,
			measures: {size, ...Object.fromEntries(measures)},
		},
		regions: {...regions, measures: {private: placeRegions(measureRegionPrivate(runs, runRegions))}},
	};
}
