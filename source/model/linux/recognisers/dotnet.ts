import type {Verdict} from '../verdict.ts';
import {endOf, isAnonymous, isInaccessible, touchesPrevious, type VmaScan} from '../vma-scan.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

const heap: Verdict = {
	type: 'Managed Heap',
	kind: '.NET heap',
	evidence:
		'The largest reservation of a process with libcoreclr.so: the range in which its collector has its regions.',
	isInferred: true,
};

const code: Verdict = {
	type: 'Managed Heap',
	kind: '.NET code',
	evidence: 'Executable memory in a process with libcoreclr.so: code that the runtime has made.',
	isInferred: true,
};

/** The memory of .NET 7 and newer, which names only its double mapping of code. */
export const dotnet: Recogniser = {
	name: 'dotnet',
	looksFor: 'the range of the collector and the code of .NET',
	claims: [heap, code],
	howSure: 'inferred',
	source:
		'.NET: GCRegionRange in docs of the runtime, gc_heap::initialize_gc in gc.cpp; tried on lists of mappings only',
	begin({scan, mapsFile}) {
		if (scan.is32Bit || !mapsFile(/\/lib(coreclr|clrjit)\.so$/)) {
			return;
		}

		const range = findRange(scan);
		return region => judge(region, range);
	},
};

/** The range is 256 GB, or twice the memory, or five times the limit of a container: at least this much. */
const leastRange = 0x4000_0000;

type Range = {readonly start: number; readonly limit: number};

function judge({kind, start, limit}: Unrecognised, range: Range): Verdict | undefined {
	if (kind === 'JIT code') {
		return code;
	}

	const isOpen = kind === 'anonymous' || kind === 'reserved';
	return isOpen && start >= range.start && limit <= range.limit ? heap : undefined;
}

/** The run of mappings that touch each other, private and without a name, around the largest that is only reserved. */
function findRange(scan: VmaScan): Range {
	const {vmas} = scan;
	let largest = -1;
	for (let row = 0; row < vmas.count; row++) {
		if (isAnonymous(scan, row) && isInaccessible(scan, row) && (vmas.size[row] ?? 0) > (vmas.size[largest] ?? 0)) {
			largest = row;
		}
	}

	if ((vmas.size[largest] ?? 0) < leastRange) {
		return {start: Number.NaN, limit: Number.NaN};
	}

	let first = largest;
	while (first > 0 && isAnonymous(scan, first - 1) && touchesPrevious(scan, first)) {
		first--;
	}

	let last = largest;
	while (isAnonymous(scan, last + 1) && touchesPrevious(scan, last + 1)) {
		last++;
	}

	return {start: vmas.start[first] ?? 0, limit: endOf(scan, last)};
}
