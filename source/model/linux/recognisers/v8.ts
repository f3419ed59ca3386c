import type {Verdict} from '../verdict.ts';
import {rowHasFlag} from './flags.ts';
import type {Recogniser} from './recogniser.ts';

/** MemoryChunk of V8: pages of its heap begin at multiples of 256 KiB (src/common/globals.h, kPageSizeBits). */
const pageAlignment = 0x4_0000;

/** 32 bits of address and 32 of offset: kMaxMemory32Size and its guard regions (src/objects/backing-store.cc). */
const webAssemblyReach = 0x2_0000_0000;

const heap: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 heap',
	evidence:
		'VmFlags dc and a start at a multiple of 256 KiB: V8 maps the pages of its heap so, and keeps them from forks.',
	isInferred: true,
};

const code: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 code',
	evidence: 'VmFlags dc and executable: the range in which V8 puts the code that it makes, kept from forks.',
	isInferred: true,
};

const webAssembly: Verdict = {
	type: 'Managed Heap',
	kind: 'WebAssembly memory',
	evidence:
		'VmFlags dc, and 8 GB or more of which a start can be written: V8 reserves all that 32 bits of a WebAssembly program ' +
		'can reach, so that it need not check them.',
	isInferred: true,
};

const other: Verdict = {
	type: 'Managed Heap',
	kind: 'V8 tables',
	evidence: 'VmFlags dc in a program that runs V8: what V8 maps besides its heap and its code is kept from forks too.',
	isInferred: true,
};

/**
 * The memory of V8 as Node.js maps it: V8 keeps all that it maps from forks, with madvise(MADV_DONTFORK)
 * (src/base/platform/platform-posix.cc), which hardly any other program does.
 */
export const v8: Recogniser = {
	name: 'v8',
	looksFor: 'pages of V8 (VmFlags dc)',
	claims: [heap, code, webAssembly, other],
	howSure: 'inferred',
	source: 'V8: OS::Allocate in src/base/platform/platform-posix.cc, kPageSizeBits; Node.js 20 and 24 measured',
	begin({scan, mapsFile}) {
		if (!mapsFile(/\/(node|nodejs|electron|deno|d8|libnode\.so|libv8)[^/]*$/)) {
			return;
		}

		return ({first, start, limit, kind}) => {
			if (!rowHasFlag(scan, first, 'dc')) {
				return;
			}

			if (kind === 'JIT code') {
				return code;
			}

			if (kind !== 'anonymous' && kind !== 'reserved') {
				return;
			}

			if (kind === 'anonymous' && limit - start >= webAssemblyReach) {
				return webAssembly;
			}

			return start % pageAlignment === 0 ? heap : other;
		};
	},
};
