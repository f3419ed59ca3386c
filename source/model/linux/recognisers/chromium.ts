import type {Verdict} from '../verdict.ts';
import {endOf, isAnonymous, isInaccessible, touchesPrevious, type VmaScan} from '../vma-scan.ts';
import {rowHasFlag} from './flags.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

/** PartitionAlloc has pools of 16 GiB (partition_alloc_constants.h, kPoolMaxSize), and the cage of Blink is as large. */
const poolSize = 0x4_0000_0000;

/** The first slots of a pool follow a guard of a few pages; the cage of Blink leaves far more than this free. */
const largestPoolGuard = 0x1_0000;

/** Tables of V8 reserve multiples of this: the smallest, that of dispatch handles, has 64 MiB. */
const tableSize = 0x400_0000;

/** The range of trusted objects (MaximalTrustedRangeSize), at a multiple of 4 GiB as its pointers have 32 bits. */
const trustedSize = 0x4000_0000;
const trustedAlignment = 0x1_0000_0000;

/** The range for code has 512 MiB, on small machines 128 MiB; what other libraries make is far smaller. */
const leastCodeRange = 0x100_0000;

const partitions: Verdict = {
	type: 'Heap',
	kind: 'PartitionAlloc',
	evidence: 'Reserved in pools of 16 GB in a program of the Chromium family: PartitionAlloc, which is its malloc.',
	isInferred: true,
};

const blink: Verdict = {
	type: 'Managed Heap',
	kind: 'Blink heap',
	evidence: 'A cage of 16 GB at a multiple of 16 GB, free at its start: the garbage-collected heap of Blink.',
	isInferred: true,
};

const v8Heap: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 heap',
	evidence: 'Within the sandbox of V8, a reservation that is kept out of core dumps (VmFlags nr dd).',
	isInferred: true,
};

const v8Trusted: Verdict = {
	...v8Heap,
	evidence: 'A gigabyte at a multiple of 4 GB, reserved and used from 16 MB on: what V8 keeps outside of its sandbox.',
};

const v8Sandbox: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 sandbox',
	evidence: 'A reservation of V8: not charged and kept out of core dumps (VmFlags nr dd).',
	isInferred: true,
};

const v8Tables: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 tables',
	evidence: 'Multiples of 64 MB that are reserved and not charged, used 64 KB at a time: the pointer tables of V8.',
	isInferred: true,
};

const v8Code: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 code',
	evidence: 'Executable memory of 16 MB and more in a program of the Chromium family: the range of V8 for code.',
	isInferred: true,
};

/** The allocators of Chromium and of what is made from it. They name their memory only where the kernel keeps names. */
export const chromium: Recogniser = {
	name: 'chromium',
	looksFor: 'pools of PartitionAlloc, cages of Blink and V8',
	claims: [partitions, blink, v8Heap, v8Trusted, v8Sandbox, v8Tables, v8Code],
	howSure: 'inferred',
	source:
		'Chromium: partition_alloc_constants.h, cppgc/caged-heap.h; V8: include/v8-internal.h, src/sandbox/sandbox.cc; ' +
		'Chromium 156 measured',
	begin({scan, mapsFile}) {
		if (!mapsFile(/\/(chrom(e|ium)|electron|msedge|brave|opera|libcef\.so)$/i)) {
			return;
		}

		const sandboxes = findSandboxes(scan);
		return region => judge(scan, region, sandboxes);
	},
};

type Range = {readonly start: number; readonly limit: number};

function judge(scan: VmaScan, region: Unrecognised, sandboxes: readonly Range[]): Verdict | undefined {
	const {kind, first, start, limit} = region;
	const size = limit - start;
	if (kind === 'JIT code') {
		return size >= leastCodeRange ? v8Code : undefined;
	}

	if (kind !== 'anonymous' && kind !== 'reserved') {
		return;
	}

	if (isSandboxReserve(scan, first)) {
		return v8Sandbox;
	}

	if (sandboxes.some(sandbox => start >= sandbox.start && limit <= sandbox.limit)) {
		return v8Heap;
	}

	if (size % poolSize === 0) {
		const guard = isInaccessible(scan, first) ? (scan.vmas.size[first] ?? 0) : 0;
		return start % poolSize === 0 && guard > largestPoolGuard ? blink : partitions;
	}

	if (size === trustedSize && start % trustedAlignment === 0) {
		return v8Trusted;
	}

	return size % tableSize === 0 && rowHasFlag(scan, first, 'nr') ? v8Tables : undefined;
}

function isSandboxReserve(scan: VmaScan, row: number): boolean {
	return isInaccessible(scan, row) && rowHasFlag(scan, row, 'nr') && rowHasFlag(scan, row, 'dd');
}

/** Runs of private mappings without a name that touch each other, and of which one is a reserve of a sandbox. */
function findSandboxes(scan: VmaScan): readonly Range[] {
	const found: Range[] = [];
	const {count, start} = scan.vmas;
	for (let first = 0, end = 0; first < count; first = end) {
		let hasReserve = isAnonymous(scan, first) && isSandboxReserve(scan, first);
		for (end = first + 1; isAnonymous(scan, first) && isAnonymous(scan, end) && touchesPrevious(scan, end); end++) {
			hasReserve ||= isSandboxReserve(scan, end);
		}

		if (hasReserve) {
			found.push({start: start[first] ?? 0, limit: endOf(scan, end - 1)});
		}
	}

	return found;
}
