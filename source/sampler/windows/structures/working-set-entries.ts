/** sizeof(PSAPI_WORKING_SET_EX_INFORMATION), 64-bit. */
export const workingSetEntrySize = 16;

/**
 * Writes the page that entry `index` asks about. Layout (psapi.h), as 32-bit words:
 *
 *     0, 1  PVOID      VirtualAddress
 *     2, 3  ULONG_PTR  VirtualAttributes
 */
export function writePageAddress(entries: Uint32Array, index: number, address: number): void {
	entries[index * 4] = address % 0x1_0000_0000;
	entries[index * 4 + 1] = address / 0x1_0000_0000;
	entries[index * 4 + 2] = 0;
	entries[index * 4 + 3] = 0;
}

/** The answer for entry `index`: the low half of PSAPI_WORKING_SET_EX_BLOCK, where all bits are that are used. */
export function readPageFlags(entries: Uint32Array, index: number): number {
	return entries[index * 4 + 2] ?? 0;
}

/*
 * Bits of a PSAPI_WORKING_SET_EX_BLOCK (psapi.h):
 *
 *     0  Valid   1-3  ShareCount, 7 at most   4-14  Win32Protection   15  Shared   16-21  Node   22  Locked
 *    23  LargePage   31  Bad
 *
 * Where Valid is 0 (winternl's MEMORY_WORKING_SET_EX_BLOCK, Windows 8.1 and later):
 *
 *    15  Shared   21  PageTable   22-23  Location: 0 nowhere, 1 in memory, 2 page file, 3 reserved
 */

/** In the working set. */
export function isValid(flags: number): boolean {
	return (flags & 1) !== 0;
}

/** Other processes could share the page. */
export function isShareable(flags: number): boolean {
	return (flags & (1 << 15)) !== 0;
}

/** More than one process has the page in its working set. Only for valid pages. */
export function isShared(flags: number): boolean {
	return isShareable(flags) && ((flags >>> 1) & 7) > 1;
}

/** Only for valid pages. */
export function isLocked(flags: number): boolean {
	return (flags & (1 << 22)) !== 0;
}

/**
 * Whether a page can be read without bringing it into the working set, or is in the page file; undefined where it is
 * neither: empty, or in memory but not in the working set of this process.
 */
export function presenceOf(flags: number): 'in memory' | 'swapped out' | undefined {
	if (isValid(flags)) {
		return 'in memory';
	}

	return locationOf(flags) === 2 ? 'swapped out' : undefined;
}

/** Has content somewhere: in the working set, elsewhere in memory, or in the page file. */
export function hasContent(flags: number): boolean {
	const location = locationOf(flags);
	return isValid(flags) || location === 1 || location === 2;
}

/** Only for pages that are not valid. */
function locationOf(flags: number): number {
	return (flags >>> 22) & 3;
}
