import {type PointerSize, readPointer} from './read-pointer.ts';

/** What a process environment block says. Addresses in the target; 0 where there is nothing. */
export type ProcessEnvironmentBlock = {
	readonly [field in keyof typeof pebOffsets]: number;
} & {readonly heapCount: number; readonly buildNumber: number};

/**
 * Where the fields of a PEB are, in 32 and 64 bits (winternl.h names few of them; the rest is in Microsoft's public
 * symbols, ntdll!_PEB, unchanged since Windows 8):
 *
 *     32-bit  64-bit
 *      0x008   0x010  PVOID   ImageBaseAddress
 *      0x010   0x020  PVOID   ProcessParameters
 *      0x018   0x030  PVOID   ProcessHeap
 *      0x038   0x068  PVOID   ApiSetMap
 *      0x04c   0x088  PVOID   ReadOnlySharedMemoryBase
 *      0x058   0x0a0  PVOID   AnsiCodePageData
 *      0x088   0x0e8  ULONG   NumberOfHeaps
 *      0x090   0x0f0  PVOID*  ProcessHeaps
 *      0x094   0x0f8  PVOID   GdiSharedHandleTable
 *      0x0ac   0x120  USHORT  OSBuildNumber
 *      0x1e8   0x2d8  PVOID   pShimData
 *      0x1f8   0x2f8  PVOID   ActivationContextData
 *      0x200   0x308  PVOID   SystemDefaultActivationContextData
 */
const pebOffsets = {
	imageBase: [0x8, 0x10],
	processParameters: [0x10, 0x20],
	processHeap: [0x18, 0x30],
	apiSetMap: [0x38, 0x68],
	sharedMemory: [0x4c, 0x88],
	codePageData: [0x58, 0xa0],
	processHeaps: [0x90, 0xf0],
	gdiHandleTable: [0x94, 0xf8],
	shimData: [0x1e8, 0x2d8],
	activationContext: [0x1f8, 0x2f8],
	defaultActivationContext: [0x200, 0x308],
} as const;

const heapCountOffsets = [0x88, 0xe8] as const;
const buildNumberOffsets = [0xac, 0x120] as const;

/** How many bytes of a PEB are read. */
export const processBlockSize: Readonly<Record<PointerSize, number>> = {4: 0x204, 8: 0x310};

/** Reads a process environment block. */
export function readProcessBlock(view: DataView, size: PointerSize): ProcessEnvironmentBlock {
	const column = size === 4 ? 0 : 1;
	const pointer = (field: keyof typeof pebOffsets): number => readPointer(view, pebOffsets[field][column], size);
	return {
		imageBase: pointer('imageBase'),
		processParameters: pointer('processParameters'),
		processHeap: pointer('processHeap'),
		apiSetMap: pointer('apiSetMap'),
		sharedMemory: pointer('sharedMemory'),
		codePageData: pointer('codePageData'),
		processHeaps: pointer('processHeaps'),
		gdiHandleTable: pointer('gdiHandleTable'),
		shimData: pointer('shimData'),
		activationContext: pointer('activationContext'),
		defaultActivationContext: pointer('defaultActivationContext'),
		heapCount: view.getUint32(heapCountOffsets[column], true),
		buildNumber: view.getUint16(buildNumberOffsets[column], true),
	};
}

/** The beginning of a thread environment block. Addresses in the target. */
export type ThreadInformationBlock = {
	/** In the 64-bit block of a WOW64 thread: its 32-bit block. */
	readonly exceptionList: number;
	/** Behind the highest byte of the stack. */
	readonly stackBase: number;
	readonly stackLimit: number;
};

/** How many bytes of a TEB are read. */
export const threadBlockSize: Readonly<Record<PointerSize, number>> = {4: 12, 8: 24};

/**
 * Reads the NT_TIB (winnt.h) that a TEB begins with; the offsets are multiples of the pointer size:
 *
 *     0  PVOID  ExceptionList
 *     1  PVOID  StackBase
 *     2  PVOID  StackLimit
 */
export function readThreadBlock(view: DataView, size: PointerSize): ThreadInformationBlock {
	return {
		exceptionList: readPointer(view, 0, size),
		stackBase: readPointer(view, size, size),
		stackLimit: readPointer(view, 2 * size, size),
	};
}
