import type {Verdict} from '../verdict.ts';
import {endOf, isInaccessible, type VmaScan} from '../vma-scan.ts';
import {rowHasFlag} from './flags.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

/** PartitionAlloc has pools of 16 GiB (partition_alloc_constants.h, kPoolMaxSize), and the cage of Blink is as large. */
const poolSize = 0x4_0000_0000;

/** The first slots of a pool follow a guard of a few pages; the cage of Blink leaves far more than this free. */
const largestPoolGuard = 0x1_0000;

const gibibyte = 0x4000_0000;

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

const v8Sandbox: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 sandbox',
	evidence: 'A reservation of V8: not charged and kept out of core dumps (VmFlags nr dd).',
	isInferred: true,
};

const v8Tables: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 tables',
	evidence: 'Whole gigabytes that are reserved and not charged, in use 64 KB at a time: the pointer tables of V8.',
	isInferred: true,
};

const v8Code: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 code',
	evidence: 'Executable memory in a program of the Chromium family: the range in which V8 puts the code that it makes.',
	isInferred: true,
};

/** The allocators of Chromium and of what is made from it. They name their memory only where the kernel keeps names. */
export const chromium: Recogniser = {
	looksFor: 'pools of PartitionAlloc, cages of Blink and V8',
	begin({scan, mapsFile}) {
		return mapsFile(/\/(chrom(e|ium)|electron|msedge|brave|opera|libcef\.so)$/i)
			? region => judge(scan, region)
			: undefined;
	},
};

function judge(scan: VmaScan, region: Unrecognised): Verdict | undefined {
	const {kind, first, start, limit} = region;
	if (kind === 'JIT code') {
		return v8Code;
	}

	if (kind !== 'anonymous' && kind !== 'reserved') {
		return;
	}

	if (isSandboxReserve(scan, first)) {
		return v8Sandbox;
	}

	if (isInSandbox(scan, region)) {
		return v8Heap;
	}

	const size = limit - start;
	if (size % poolSize === 0) {
		const guard = isInaccessible(scan, first) ? (scan.vmas.size[first] ?? 0) : 0;
		return start % poolSize === 0 && guard > largestPoolGuard ? blink : partitions;
	}

	return size % gibibyte === 0 && rowHasFlag(scan, first, 'nr') ? v8Tables : undefined;
}

function isSandboxReserve(scan: VmaScan, row: number): boolean {
	return isInaccessible(scan, row) && rowHasFlag(scan, row, 'nr') && rowHasFlag(scan, row, 'dd');
}

function isInSandbox(scan: VmaScan, {first, end, start, limit}: Unrecognised): boolean {
	const isBehind = first > 0 && endOf(scan, first - 1) === start && isSandboxReserve(scan, first - 1);
	return isBehind || (scan.vmas.start[end] === limit && isSandboxReserve(scan, end));
}
