import {lowerBound} from '../../numbers/lower-bound.ts';
import type {Verdict} from '../verdict.ts';
import {isAnonymous, isInaccessible, type VmaScan} from '../vma-scan.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

const heap: Verdict = {
	type: 'Managed Heap',
	kind: 'Go heap',
	evidence: 'Between c000000000 and d000000000, where something begins at the lowest address of the heap of Go.',
	isInferred: true,
};

const summaries: Verdict = {
	type: 'Managed Heap',
	kind: 'Go runtime',
	evidence:
		'More than 512 MB reserved, of which single pages are in use, in a process with a heap of Go: its page summary.',
	isInferred: true,
};

const onlyRuntime: Verdict = {
	...summaries,
	evidence: 'In a process with a heap of Go that maps no library: nothing but the Go runtime maps memory there.',
};

/** The memory of Go before version 1.25, which gives it names. */
export const go: Recogniser = {
	name: 'go',
	looksFor: 'arenas of Go',
	claims: [heap, summaries, onlyRuntime],
	howSure: 'inferred',
	source: 'Go: arena hints in runtime/malloc.go, page summaries in runtime/mpagealloc_64bit.go; Go 1.19 measured',
	begin({scan, mapsFile}) {
		if (scan.is32Bit || !hasFirstArena(scan)) {
			return;
		}

		const isAlone = !mapsFile(/\.so(\.[\d.]+)?$/);
		return region => judge(scan, region, isAlone);
	},
};

/** runtime/malloc.go: the first arena is at c000000000 wherever it can be, and the next ones follow it. */
const firstArena = 0xc0_0000_0000;
const limitOfArenas = 0xd0_0000_0000;

/** mpagealloc_64bit.go: the levels of the summary together take 585 MiB of address space. */
const leastSummary = 0x2000_0000;

function judge(scan: VmaScan, region: Unrecognised, isAlone: boolean): Verdict | undefined {
	const {kind, first, start, limit} = region;
	if (kind !== 'anonymous' && kind !== 'reserved') {
		return;
	}

	if (start >= firstArena && limit <= limitOfArenas) {
		return heap;
	}

	if (isAlone) {
		return onlyRuntime;
	}

	return limit - start >= leastSummary && !isInaccessible(scan, first) ? summaries : undefined;
}

function hasFirstArena(scan: VmaScan): boolean {
	const {start} = scan.vmas;
	const row = lowerBound(start, firstArena);
	return start[row] === firstArena && isAnonymous(scan, row);
}
