import {readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows} from '../vma-scan.ts';
import type {Recogniser} from './recogniser.ts';

const programBreak: Verdict = {
	type: 'Heap',
	kind: 'tcmalloc',
	evidence: 'The kernel names it [heap], and libtcmalloc, which takes its memory there first, has the place of malloc.',
	isInferred: true,
};

const mapped: Verdict = {
	...programBreak,
	evidence: 'At least 1 MB, in steps of 8 KB, in a process with libtcmalloc, which asks the system for no less.',
};

/** gperftools: kMinSystemAlloc, and the page size by which it rounds up (src/common.h). */
const leastRequest = 0x10_0000;
const pageSize = 0x2000;

/** The malloc of gperftools, which gives its memory no name. That of Google, which gives one, needs no recogniser. */
export const tcmalloc: Recogniser = {
	name: 'tcmalloc',
	looksFor: 'memory of tcmalloc',
	claims: [programBreak, mapped],
	howSure: 'inferred: spans have no header; a large mapping that the program made itself looks the same',
	source:
		'gperftools: SbrkSysAllocator and MmapSysAllocator in src/system-alloc.cc, src/common.h; Debian 2.10 measured',
	begin({scan, mapsFile}) {
		if (!mapsFile(/\/libtcmalloc[^/]*\.so[^/]*$/)) {
			return;
		}

		return ({kind, first, start, limit}) => {
			if (kind === 'main heap') {
				return programBreak;
			}

			const size = limit - start;
			return kind === 'anonymous' &&
				size >= leastRequest &&
				size % pageSize === 0 &&
				allows(scan, first, readable | writable)
				? mapped
				: undefined;
		};
	},
};
