import type {Verdict} from '../verdict.ts';
import type {Recogniser} from './recogniser.ts';

/** runtime/malloc.go: the first arena is at c000000000 wherever it can be, and arenas have 64 MiB. */
const firstArena = 0xc0_0000_0000;
const limitOfArenas = 0xd0_0000_0000;
const smallestPart = 0x40_0000;

const verdict: Verdict = {
	type: 'Managed Heap',
	kind: 'Go heap',
	evidence: 'At c000000000 and above, in steps of 4 MB: where the Go runtime puts its heap.',
	isInferred: true,
};

/** The heap of Go before version 1.25, which gives it a name. */
export const go: Recogniser = {
	looksFor: 'arenas of Go',
	begin({scan: {is32Bit}}) {
		return is32Bit
			? undefined
			: ({kind, start, limit}) =>
					(kind === 'anonymous' || kind === 'reserved') &&
					start >= firstArena &&
					limit <= limitOfArenas &&
					start % smallestPart === 0
						? verdict
						: undefined;
	},
};
