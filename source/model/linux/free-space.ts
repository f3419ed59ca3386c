import type {RegionRows} from './regions/region-rows.ts';
import type {Verdict} from './verdict.ts';
import {growsDown, hasFlag, touchesPrevious, type VmaScan} from './vma-scan.ts';

/** What the kernel says of the address space. In bytes. */
export type AddressSpace = {
	/** First address above user space. */
	readonly taskSize: number;
	/** Below it nobody may map (sysctl vm.mmap_min_addr). */
	readonly mmapMinAddress: number;
};

/** Linux: mm/mmap.c, stack_guard_gap: 256 pages below what grows down are given out to nobody. */
const guardGapPages = 256;

const free: Verdict = {type: 'Free', kind: 'free', evidence: 'No mapping lies here.'};

const belowMinimum: Verdict = {
	type: 'Unusable',
	kind: 'below mmap_min_addr',
	evidence: 'No mapping lies here, and sysctl vm.mmap_min_addr forbids one.',
};

const stackGap: Verdict = {
	type: 'Unusable',
	kind: 'stack guard gap',
	evidence: 'The kernel keeps 256 pages below a stack that grows down free of mappings.',
};

/** Address space without a mapping, ascending, in columns of which `count` rows are filled. Addresses in bytes. */
export type Pieces = {
	count: number;
	readonly start: Float64Array;
	readonly end: Float64Array;
	/** Rows of `pieceVerdicts`. */
	readonly verdict: Uint8Array;
	/** The region of VMAs that each lies before; the number of regions for what lies after the last. */
	readonly region: Uint32Array;
};

/** What a piece can be. */
export const pieceVerdicts = [free, belowMinimum, stackGap] as const;

/** Finds what lies between regions, before the first and after the last. A hole within a region is not among it. */
export function findPieces(scan: VmaScan, rows: RegionRows, space: AddressSpace): Pieces {
	const {vmas, pageSize} = scan;
	const pieces = createPieces(scan, rows);
	const add = (start: number, end: number, verdict: 0 | 1 | 2, region: number): void => {
		if (end > start) {
			pieces.start[pieces.count] = start;
			pieces.end[pieces.count] = end;
			pieces.verdict[pieces.count] = verdict;
			pieces.region[pieces.count] = region;
			pieces.count++;
		}
	};

	let previousEnd = 0;
	for (let region = 0; region <= rows.count; region++) {
		const row = rows.first[region] ?? 0;
		const nextStart = region < rows.count ? (vmas.start[row] ?? 0) : Number.POSITIVE_INFINITY;
		// What the kernel shows above user space (vsyscall) has no free space in front of it.
		const end = Math.min(nextStart, space.taskSize);
		if (end > previousEnd) {
			const freeStart = Math.min(Math.max(previousEnd, space.mmapMinAddress), end);
			const freeEnd = hasFlag(scan, row, growsDown) ? Math.max(freeStart, end - guardGapPages * pageSize) : end;
			add(previousEnd, freeStart, 1, region);
			add(freeStart, freeEnd, 0, region);
			add(freeEnd, end, 2, region);
		}

		const last = (rows.first[region + 1] ?? 0) - 1;
		previousEnd = (vmas.start[last] ?? 0) + (vmas.size[last] ?? 0);
	}

	return pieces;
}

/** Makes room: a piece a gap, one more below each stack, one more at vm.mmap_min_addr. */
function createPieces(scan: VmaScan, rows: RegionRows): Pieces {
	let capacity = 3;
	for (let region = 0; region < rows.count; region++) {
		const row = rows.first[region] ?? 0;
		capacity += touchesPrevious(scan, row) ? 0 : 1;
		capacity += hasFlag(scan, row, growsDown) ? 1 : 0;
	}

	return {
		count: 0,
		start: new Float64Array(capacity),
		end: new Float64Array(capacity),
		verdict: new Uint8Array(capacity),
		region: new Uint32Array(capacity),
	};
}
