import {userSharedDataAddress} from '../../model/windows/constants.ts';
import type {LandmarkFacts, ThreadFacts} from '../../model/windows/findings.ts';
import {viewMemory} from './read-memory.ts';
import {type ProcessEnvironmentBlock, processBlockSize, readProcessBlock} from './structures/environment-blocks.ts';
import {type PointerSize, readPointer, viewOf} from './structures/read-pointer.ts';
import {type Handle, pageSize, type WindowsApi} from './windows-api.ts';

/** A process environment block, and where it is. */
export type EnvironmentBlock = {
	readonly address: number;
	readonly pointerSize: PointerSize;
	/** Undefined where it cannot be read. */
	readonly fields: ProcessEnvironmentBlock | undefined;
};

/** ProcessWow64Information (winternl.h, PROCESSINFOCLASS): the address of the 32-bit PEB, 0 in a 64-bit process. */
const wow64InformationClass = 26;

/**
 * Reads the environment blocks of a process: the 32-bit one first, where there is one, then the 64-bit one. Empty where
 * Windows does not say where they are. PROCESS_BASIC_INFORMATION (winternl.h), 64-bit, 48 bytes: 8 PPEB PebBaseAddress,
 * 32 ULONG_PTR UniqueProcessId.
 */
export function readEnvironment(api: WindowsApi, process: Handle): readonly EnvironmentBlock[] {
	const blocks: readonly {readonly address: number; readonly pointerSize: PointerSize}[] = [
		{address: queryPointer(api, process, wow64InformationClass, 8, 0), pointerSize: 4},
		{address: queryPointer(api, process, 0, 48, 8), pointerSize: 8},
	];
	return blocks
		.filter(({address}) => address !== 0)
		.map(({address, pointerSize}) => readBlock(api, process, address, pointerSize));
}

function readBlock(api: WindowsApi, process: Handle, address: number, pointerSize: PointerSize): EnvironmentBlock {
	const view = viewMemory(api, process, address, processBlockSize[pointerSize]);
	return {address, pointerSize, fields: view && readProcessBlock(view, pointerSize)};
}

/** TEB (winternl.h), 32-bit: 0x30 PPEB ProcessEnvironmentBlock. */
const processBlockOffset32 = 0x30;

/**
 * Finds the 32-bit block through a thread where Windows gives no address that it can be read at: Wine says 1, which is no
 * more than that the program has 32 bits. What is not found is left out.
 */
export function completeEnvironment(
	api: WindowsApi,
	process: Handle,
	environment: readonly EnvironmentBlock[],
	threads: readonly ThreadFacts[],
): readonly EnvironmentBlock[] {
	return environment.flatMap(block => {
		const isAddress = block.address % pageSize === 0;
		const threadBlock = isAddress ? undefined : threads.flatMap(({environmentBlocks}) => environmentBlocks[1] ?? [])[0];
		const pointer = threadBlock && viewMemory(api, process, threadBlock.start + processBlockOffset32, 4);
		return isAddress ? [block] : pointer ? [readBlock(api, process, readPointer(pointer, 0, 4), 4)] : [];
	});
}

/** Asks for one pointer of a structure; 0 where Windows does not tell it. */
function queryPointer(
	api: WindowsApi,
	process: Handle,
	informationClass: number,
	size: number,
	offset: number,
): number {
	const buffer = new Uint8Array(size);
	const status = api.NtQueryInformationProcess?.(process, informationClass, buffer, size, null);
	return status === 0 ? readPointer(viewOf(buffer), offset) : 0;
}

/** What pointers of a PEB lead to. */
const named = [
	['processParameters', 'Process Parameters', 'ProcessParameters'],
	['apiSetMap', 'API Set Map', 'ApiSetMap'],
	['sharedMemory', 'CSR Shared Memory', 'ReadOnlySharedMemoryBase'],
	['codePageData', 'Code Page Data', 'AnsiCodePageData'],
	['gdiHandleTable', 'GDI Handle Table', 'GdiSharedHandleTable'],
	['shimData', 'Shim Data', 'pShimData'],
	['activationContext', 'Activation Context Data', 'ActivationContextData'],
	['defaultActivationContext', 'Default Activation Context Data', 'SystemDefaultActivationContextData'],
] as const;

/** A PEB takes less than a page (0x7d0 bytes in Windows 11). */
const environmentBlockSize = 0x1000;

/** What the system itself keeps in a process, as far as environment blocks tell. */
export function findLandmarks(environment: readonly EnvironmentBlock[]): readonly LandmarkFacts[] {
	return [
		{address: userSharedDataAddress, name: 'KUSER_SHARED_DATA', source: 'its fixed address'},
		...environment.flatMap(({address, fields}) => [
			{
				address,
				name: 'Process Environment Block',
				source: 'the address of the PEB',
				end: address + environmentBlockSize,
			},
			...named.flatMap(([field, name, symbol]) =>
				fields && fields[field] !== 0 ? [{address: fields[field], name, source: `PEB.${symbol}`}] : [],
			),
		]),
	];
}
