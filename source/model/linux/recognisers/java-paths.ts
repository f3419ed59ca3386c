import type {VmaScan} from '../vma-scan.ts';

/** The library that is HotSpot. */
export const jvmLibrary = /\/libjvm\.so$/;

/** Whether a row maps an archive of classes. */
export function isArchive({vmas}: VmaScan, row: number): boolean {
	return vmas.strings[vmas.path[row] ?? 0]?.endsWith('.jsa') === true;
}
