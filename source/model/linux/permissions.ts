/** What a VMA allows, as bits: the letters of its permissions. */
export type Access = number;

export const readable = 1;
export const writable = 2;
export const executable = 4;
/** The fourth letter: `s` says that writes go to the backing object, `p` that they make private copies. */
export const shared = 8;

/** The bits of `r`, `w` and `x`: without one of them no page can be touched. */
export const accessible = readable | writable | executable;

/**
 * Reads the permissions of a VMA. Linux: proc_pid_maps(5).
 *
 *     r-xp
 */
export function parsePermissions(text: string): Access {
	return (
		(text.includes('r') ? readable : 0) |
		(text.includes('w') ? writable : 0) |
		(text.includes('x') ? executable : 0) |
		(text.includes('s') ? shared : 0)
	);
}

/**
 * How much a VMA allows, to find the most permissive block of a region: execution counts more than writing, writing more
 * than reading, as in the order of the Windows constants by which VMMap chooses.
 */
export function rankAccess(access: Access): number {
	return access & accessible;
}
