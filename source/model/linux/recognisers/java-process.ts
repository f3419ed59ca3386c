import {executable} from '../permissions.ts';
import {allows, isAnonymous, type VmaScan} from '../vma-scan.ts';
import type {Subject} from './recogniser.ts';

/** The library that is HotSpot. */
export const jvmLibrary = /\/libjvm\.so$/;

/** Whether a row maps an archive of classes. */
export function isArchive({vmas}: VmaScan, row: number): boolean {
	return vmas.strings[vmas.path[row] ?? 0]?.endsWith('.jsa') === true;
}

/** Code heaps start with 2.4 MB and reserve far more; what libraries such as libffi make is smaller. */
export const leastCodeHeap = 0x10_0000;

/**
 * Whether a JVM runs in a process: the library may be mapped without one, as where a program of another language may
 * start it later. One that runs has code of its own.
 */
export function runsJvm({scan, mapsFile}: Subject): boolean {
	if (!mapsFile(jvmLibrary)) {
		return false;
	}

	const {count, size} = scan.vmas;
	for (let row = 0; row < count; row++) {
		if (allows(scan, row, executable) && isAnonymous(scan, row) && (size[row] ?? 0) >= leastCodeHeap) {
			return true;
		}
	}

	return false;
}
