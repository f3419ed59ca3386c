import type {Verdict} from './verdict.ts';
import {growsDown, hasFlag, type VmaScan} from './vma-scan.ts';

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

/** Tells of a piece of address space without a mapping. */
export type EmitPiece = (start: number, end: number, verdict: Verdict) => void;

/** Divides the space before row `row` of the VMAs (after the last one where there is no such row) into its pieces. */
export function dividePieces(scan: VmaScan, space: AddressSpace, row: number, emit: EmitPiece): void {
	const {vmas, pageSize} = scan;
	const start = row === 0 ? 0 : (vmas.start[row - 1] ?? 0) + (vmas.size[row - 1] ?? 0);
	// A page that the kernel shows above user space (vsyscall) has no free space in front of it that could be used.
	const end = Math.min(vmas.start[row] ?? space.taskSize, space.taskSize);
	if (start >= end) {
		return;
	}

	const freeStart = Math.min(Math.max(start, space.mmapMinAddress), end);
	const hasGap = row < vmas.count && end === vmas.start[row] && hasFlag(scan, row, growsDown);
	const freeEnd = hasGap ? Math.max(freeStart, end - guardGapPages * pageSize) : end;
	if (freeStart > start) {
		emit(start, freeStart, belowMinimum);
	}

	if (freeEnd > freeStart) {
		emit(freeStart, freeEnd, free);
	}

	if (end > freeEnd) {
		emit(freeEnd, end, stackGap);
	}
}
