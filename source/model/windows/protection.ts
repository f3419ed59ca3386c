import {
	memCommit,
	pageExecute,
	pageExecuteRead,
	pageExecuteReadWrite,
	pageExecuteWriteCopy,
	pageGuard,
	pageNoAccess,
	pageNoCache,
	pageReadOnly,
	pageReadWrite,
	pageWriteCombine,
	pageWriteCopy,
} from './constants.ts';

/** VMMap's words, capitals as it has them. */
const bases: ReadonlyMap<number, string> = new Map([
	[pageNoAccess, 'No access'],
	[pageReadOnly, 'Read'],
	[pageReadWrite, 'Read/Write'],
	[pageWriteCopy, 'Copy on write'],
	[pageExecute, 'Execute'],
	[pageExecuteRead, 'Execute/Read'],
	[pageExecuteReadWrite, 'Execute/Read/Write'],
	[pageExecuteWriteCopy, 'Execute/Copy on Write'],
]);

const modifiers = [
	[pageGuard, '/Guard'],
	[pageNoCache, '/No cache'],
	[pageWriteCombine, '/WriteCombine'],
] as const;

/** The eight bits of which exactly one is set in a protection that Windows gives. */
const baseBits = 0xff;
const knownBits = baseBits | pageGuard | pageNoCache | pageWriteCombine;

/**
 * What a protection is called. 0 is what memory has that is not committed.
 *
 *     0x104 -> Read/Write/Guard
 *
 * Bits that are not known are given as a number behind the rest.
 */
export function describeProtection(protect: number): string {
	if (protect === 0) {
		return 'Reserved';
	}

	const unknown = protect & ~knownBits;
	const base = bases.get(protect & baseBits);
	return [
		base ?? `0x${(protect & baseBits).toString(16)}`,
		...modifiers.filter(([bit]) => (protect & bit) !== 0).map(([, text]) => text),
		unknown === 0 ? '' : `/0x${(unknown >>> 0).toString(16)}`,
	].join('');
}

/** The protection that counts for a run of pages: that of memory which is not committed is 0. */
export function effectiveProtection(state: number, protect: number): number {
	return state === memCommit ? protect : 0;
}
