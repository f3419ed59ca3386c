import {readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows} from '../vma-scan.ts';
import {rowHasFlag} from './flags.ts';
import type {Recogniser} from './recogniser.ts';

const verdict: Verdict = {
	type: 'Heap',
	kind: 'jemalloc',
	evidence: 'Mapped without being charged (VmFlags nr) in a process with libjemalloc, as jemalloc maps its extents.',
	isInferred: true,
};

const aligned: Verdict = {
	...verdict,
	evidence: 'At a multiple of 2 MB in a process with libjemalloc, as jemalloc maps its extents.',
};

/** HUGEPAGE of jemalloc: extents that it maps begin at multiples of it. */
const extentAlignment = 0x20_0000;

/** Extents of jemalloc, where it is a library. */
export const jemalloc: Recogniser = {
	looksFor: 'extents of jemalloc',
	begin({scan, mapsFile}) {
		if (!mapsFile(/\/libjemalloc\.so[^/]*$/)) {
			return;
		}

		return ({kind, first, start}) => {
			if (kind !== 'anonymous' || !allows(scan, first, readable | writable)) {
				return;
			}

			if (rowHasFlag(scan, first, 'nr')) {
				return verdict;
			}

			return start % extentAlignment === 0 ? aligned : undefined;
		};
	},
};
