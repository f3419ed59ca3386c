import {readPointer} from './read-pointer.ts';

/** One run of pages as Windows describes it; sizes and addresses in bytes. */
export type MemoryBasicInformation = {
	readonly baseAddress: number;
	readonly allocationBase: number;
	readonly regionSize: number;
	readonly state: number;
	readonly protect: number;
	readonly type: number;
};

/** sizeof(MEMORY_BASIC_INFORMATION), 64-bit. */
export const memoryBasicInformationSize = 48;

/** sizeof(PSS_VA_SPACE_ENTRY), 64-bit. */
export const pssSpaceEntrySize = 80;

/**
 * Reads a MEMORY_BASIC_INFORMATION (winnt.h), 64-bit, or the PSS_VA_SPACE_ENTRY (processsnapshot.h) that begins with
 * the same fields:
 *
 *      0  PVOID   BaseAddress
 *      8  PVOID   AllocationBase
 *     16  DWORD   AllocationProtect
 *     20  WORD    PartitionId
 *     24  SIZE_T  RegionSize
 *     32  DWORD   State
 *     36  DWORD   Protect
 *     40  DWORD   Type
 *     44  DWORD   TimeDateStamp          from here on PSS only
 *     48  DWORD   SizeOfImage
 *     56  PVOID   ImageBase
 *     64  DWORD   CheckSum
 *     68  WORD    MappedFileNameLength
 *     72  PWSTR   MappedFileName
 */
export function readMemoryBasicInformation(view: DataView): MemoryBasicInformation {
	return {
		baseAddress: readPointer(view, 0),
		allocationBase: readPointer(view, 8),
		regionSize: readPointer(view, 24),
		state: view.getUint32(32, true),
		protect: view.getUint32(36, true),
		type: view.getUint32(40, true),
	};
}
