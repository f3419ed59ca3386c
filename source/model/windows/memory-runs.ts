import type {NumberColumn} from '../snapshot.ts';

/** A column of numbers of 32 bits. */
export type WordColumn = Uint32Array<ArrayBuffer>;

/**
 * The address space of one process as VirtualQueryEx gives it, run by run, ascending, in columns. A run is neighbouring
 * pages of one allocation in the same state, with the same protection. Free space is not among them. Sizes and addresses
 * are in bytes.
 */
export type MemoryRuns = {
	/** How many rows are filled; the arrays have exactly this length. */
	readonly count: number;
	readonly start: NumberColumn;
	readonly size: NumberColumn;
	/** The first address of the allocation that the run belongs to: equal in all runs of one region. */
	readonly allocationBase: NumberColumn;
	/** MEM_COMMIT or MEM_RESERVE. */
	readonly state: WordColumn;
	/** PAGE_ constants; 0 where the run is not committed. */
	readonly protect: WordColumn;
	/** MEM_PRIVATE, MEM_MAPPED or MEM_IMAGE. */
	readonly type: WordColumn;
	/** First address behind user space: where the walk ended. */
	readonly end: number;
};

/** Where a run ends: the first address behind it. */
export function runEnd({start, size}: MemoryRuns, row: number): number {
	return (start[row] ?? 0) + (size[row] ?? 0);
}

/** The row of the run that holds an address; -1 where none does. */
export function findRun(runs: MemoryRuns, address: number): number {
	let low = 0;
	let high = runs.count - 1;
	while (low <= high) {
		const middle = (low + high) >>> 1;
		if (address < (runs.start[middle] ?? 0)) {
			high = middle - 1;
		} else if (address >= runEnd(runs, middle)) {
			low = middle + 1;
		} else {
			return middle;
		}
	}

	return -1;
}

/** Where an allocation ends that begins at `base`: the first address behind its last run; `base` where none begins there. */
export function allocationEnd(runs: MemoryRuns, base: number): number {
	let end = base;
	for (let row = findRun(runs, base); row >= 0 && runs.allocationBase[row] === base; row++) {
		end = runEnd(runs, row);
	}

	return end;
}
