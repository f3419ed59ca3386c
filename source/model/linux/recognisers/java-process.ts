import {withoutDeletedMark} from '../deleted-mark.ts';
import {executable} from '../permissions.ts';
import {allows, isAnonymous, pathOf, type VmaScan} from '../vma-scan.ts';
import type {Subject} from './recogniser.ts';

/** The library that is HotSpot. */
export const jvmLibrary = /\/libjvm\.so$/;

/** Whether a row maps that library. */
export function isJvmLibrary(scan: VmaScan, row: number): boolean {
	return jvmLibrary.test(withoutDeletedMark(pathOf(scan, row)));
}

/** Whether a row maps an archive of classes. */
export function isArchive(scan: VmaScan, row: number): boolean {
	return withoutDeletedMark(pathOf(scan, row)).endsWith('.jsa');
}

/** Code heaps start with 2.4 MB and reserve far more; what libraries such as libffi make is smaller. */
export const leastCodeHeap = 0x10_0000;

/**
 * Whether a JVM runs in a process: the library may be mapped without one, as where a program of another language may
 * start it later. One that runs has code of its own.
 */
export function runsJvm({scan, clues, mapsFile}: Subject): boolean {
	if (!mapsFile(jvmLibrary)) {
		return false;
	}

	const {count, start, size} = scan.vmas;
	for (let row = 0; row < count; row++) {
		if (allows(scan, row, executable) && isAnonymous(scan, row) && (size[row] ?? 0) >= leastCodeHeap) {
			const words = clues.readWords?.(start[row] ?? 0);
			if (!words || isCodeHeap(words)) {
				return true;
			}
		}
	}

	return false;
}

/**
 * Whether a code heap begins with these words: HeapBlock of memory/heap.hpp.
 *
 *     0  length in segments of 64 or 128 bytes
 *     8  whether it is in use (1 byte)
 */
export function isCodeHeap(words: BigUint64Array): boolean {
	const [length = 0n, isUsed = 0n] = words;
	return length > 0n && length < 0x100_0000n && isUsed <= 1n;
}
