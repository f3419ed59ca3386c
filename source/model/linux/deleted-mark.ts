/** What the kernel puts behind the path of a file that has no name any more (d_path(), fs/d_path.c). */
export const deletedMark = ' (deleted)';

/** The path that a file had, as a program or a library that was replaced while it runs still has what it had in it. */
export function withoutDeletedMark(path: string): string {
	return path.endsWith(deletedMark) ? path.slice(0, -deletedMark.length) : path;
}
