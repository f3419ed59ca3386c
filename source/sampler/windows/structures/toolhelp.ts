import {readText, viewOf} from './read-pointer.ts';

/** sizeof(PROCESSENTRY32W), 64-bit. */
const processEntrySize = 568;

export type ToolhelpProcess = {
	readonly pid: number;
	readonly parentPid: number;
	readonly threads: number;
	/** File name of the program. */
	readonly name: string;
};

/** A buffer for a PROCESSENTRY32W, with its size in it as Windows wants. */
export function createProcessEntry(): Uint8Array<ArrayBuffer> {
	return createEntry(processEntrySize);
}

/**
 * Reads a PROCESSENTRY32W (tlhelp32.h), 64-bit:
 *
 *      0  DWORD      dwSize
 *      8  DWORD      th32ProcessID
 *     28  DWORD      cntThreads
 *     32  DWORD      th32ParentProcessID
 *     44  WCHAR[260] szExeFile
 */
export function readProcessEntry(bytes: Uint8Array<ArrayBuffer>): ToolhelpProcess {
	const view = viewOf(bytes);
	return {
		pid: view.getUint32(8, true),
		threads: view.getUint32(28, true),
		parentPid: view.getUint32(32, true),
		name: readText(bytes, 44, 260),
	};
}

/** sizeof(THREADENTRY32). */
const threadEntrySize = 28;

/** A buffer for a THREADENTRY32, with its size in it as Windows wants. */
export function createThreadEntry(): Uint8Array<ArrayBuffer> {
	return createEntry(threadEntrySize);
}

/**
 * Reads a THREADENTRY32 (tlhelp32.h):
 *
 *      0  DWORD  dwSize
 *      8  DWORD  th32ThreadID
 *     12  DWORD  th32OwnerProcessID
 */
export function readThreadEntry(bytes: Uint8Array<ArrayBuffer>): {readonly threadId: number; readonly pid: number} {
	const view = viewOf(bytes);
	return {threadId: view.getUint32(8, true), pid: view.getUint32(12, true)};
}

function createEntry(size: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(size);
	viewOf(bytes).setUint32(0, size, true);
	return bytes;
}
