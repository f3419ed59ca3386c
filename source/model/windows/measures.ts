import type {StoredMeasure} from '../measure.ts';
import type {NumberColumn} from '../snapshot.ts';
import type {BlockPlan} from './block-plan.ts';
import {copyOnWrite, memCommit, memImage, memPrivate, writable} from './constants.ts';
import type {MemoryRuns} from './memory-runs.ts';
import type {RunRegions} from './regions.ts';
import type {WorkingSetColumns} from './working-set.ts';

/**
 * Measures every block of a plan, in bytes, by VMMap's rules. Private is
 * - of private memory: what is committed, guard pages and pages without access included;
 * - of an image: all of what may be written to, by copying or not, for so much is charged; of the rest the pages that
 *   are really private;
 * - of a view of a section: the pages of copy-on-write blocks that are really private.
 * Which pages are really private only the working set tells: where it is unknown, so are they.
 */
export function measureBlocks(
	runs: MemoryRuns,
	plan: BlockPlan,
	workingSet: WorkingSetColumns | undefined,
): Partial<Record<StoredMeasure, NumberColumn>> {
	const committed = new Float64Array(plan.count);
	const privateSize = new Float64Array(plan.count);
	for (let block = 0; block < plan.count; block++) {
		const run = plan.run[block] ?? 0;
		const size = plan.size[block] ?? 0;
		if (runs.state[run] === memCommit) {
			const charge = chargeOf(runs.type[run] ?? 0, runs.protect[run] ?? 0);
			committed[block] = size;
			privateSize[block] =
				charge === 'all' ? size : charge === 'none' ? 0 : (workingSet?.privateAnywhere[block] ?? Number.NaN);
		}
	}

	return {
		committed,
		private: privateSize,
		...(workingSet && {
			totalWs: workingSet.total,
			privateWs: workingSet.private,
			sharedWs: workingSet.shared,
			lockedWs: workingSet.locked,
		}),
	};
}

/** How much of a committed block counts as private. */
function chargeOf(type: number, protect: number): 'all' | 'none' | 'private pages' {
	if (type === memPrivate || (type === memImage && (protect & writable) !== 0)) {
		return 'all';
	}

	return type === memImage || (protect & copyOnWrite) !== 0 ? 'private pages' : 'none';
}

/**
 * Private of every region, in bytes: what Windows charges this process for it whether pages are private yet or not. For
 * images and views VMMap shows this for the region, and what `measureBlocks` says for its blocks and in the summary.
 */
export function measureRegionPrivate(runs: MemoryRuns, regions: RunRegions): NumberColumn {
	const column = new Float64Array(regions.count);
	for (let region = 0; region < regions.count; region++) {
		const end = regions.firstRun[region + 1] ?? 0;
		for (let run = regions.firstRun[region] ?? 0; run < end; run++) {
			const type = runs.type[run] ?? 0;
			const charged = type === memPrivate ? -1 : type === memImage ? writable : copyOnWrite;
			if (runs.state[run] === memCommit && ((runs.protect[run] ?? 0) & charged) !== 0) {
				column[region] = (column[region] ?? 0) + (runs.size[run] ?? 0);
			}
		}
	}

	return column;
}
