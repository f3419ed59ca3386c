import {type MemoryRuns, runEnd, type WordColumn} from './memory-runs.ts';

/** Allocations: neighbouring runs with one allocation base. */
export type RunRegions = {
	readonly count: number;
	/** The first run of each, and behind the last the number of runs. */
	readonly firstRun: WordColumn;
	/** The region that an address is in; -1 where there is none. */
	readonly find: (address: number) => number;
};

/** Divides runs into regions. */
export function groupRuns(runs: MemoryRuns): RunRegions {
	const first: number[] = [];
	for (let row = 0; row < runs.count; row++) {
		if (row === 0 || runs.allocationBase[row] !== runs.allocationBase[row - 1]) {
			first.push(row);
		}
	}

	const firstRun = Uint32Array.from([...first, runs.count]);
	const find = (address: number): number => {
		let low = 0;
		let high = first.length - 1;
		while (low <= high) {
			const middle = (low + high) >>> 1;
			if (address < (runs.start[firstRun[middle] ?? 0] ?? 0)) {
				high = middle - 1;
			} else if (address >= runEnd(runs, (firstRun[middle + 1] ?? 0) - 1)) {
				low = middle + 1;
			} else {
				return middle;
			}
		}

		return -1;
	};

	return {count: first.length, firstRun, find};
}
