import {readPointer} from './read-pointer.ts';

/** sizeof(PROCESS_MEMORY_COUNTERS_EX) and of its longer successor, 64-bit. */
export const memoryCountersSize = 80;
export const longMemoryCountersSize = 96;

/**
 * Reads the sizes of a PROCESS_MEMORY_COUNTERS_EX, or of a PROCESS_MEMORY_COUNTERS_EX2 (psapi.h, Windows 10 22H2), in
 * bytes:
 *
 *      0  DWORD   cb
 *      4  DWORD   PageFaultCount
 *      8  SIZE_T  PeakWorkingSetSize
 *     16  SIZE_T  WorkingSetSize
 *     24  SIZE_T  QuotaPeakPagedPoolUsage
 *     32  SIZE_T  QuotaPagedPoolUsage
 *     40  SIZE_T  QuotaPeakNonPagedPoolUsage
 *     48  SIZE_T  QuotaNonPagedPoolUsage
 *     56  SIZE_T  PagefileUsage
 *     64  SIZE_T  PeakPagefileUsage
 *     72  SIZE_T  PrivateUsage
 *     80  SIZE_T  PrivateWorkingSetSize   EX2
 *     88  SIZE_T  SharedCommitUsage       EX2
 *
 * No process has 0 private bytes: where a system (Wine) leaves that at 0, it does not know.
 */
export function readMemoryCounters(view: DataView): Readonly<Record<string, number>> {
	const unlessZero = (name: string, offset: number): Readonly<Record<string, number>> => {
		const value = offset + 8 <= view.byteLength ? readPointer(view, offset) : 0;
		return value === 0 ? {} : {[name]: value};
	};

	return {
		PeakWorkingSetSize: readPointer(view, 8),
		WorkingSetSize: readPointer(view, 16),
		QuotaPagedPoolUsage: readPointer(view, 32),
		QuotaNonPagedPoolUsage: readPointer(view, 48),
		PagefileUsage: readPointer(view, 56),
		PeakPagefileUsage: readPointer(view, 64),
		...unlessZero('PrivateUsage', 72),
		...unlessZero('PrivateWorkingSetSize', 80),
		...unlessZero('SharedCommitUsage', 88),
	};
}

/** sizeof(VM_COUNTERS), 64-bit: what NtQueryInformationProcess gives for ProcessVmCounters. */
export const vmCountersSize = 88;

/**
 * Reads VirtualSize of a VM_COUNTERS (ntddk.h, ntpsapi), in bytes:
 *
 *      0  SIZE_T  PeakVirtualSize
 *      8  SIZE_T  VirtualSize
 */
export function readVirtualSize(view: DataView): number {
	return readPointer(view, 8);
}
