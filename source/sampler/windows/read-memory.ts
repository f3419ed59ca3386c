import type {Handle, WindowsApi} from './windows-api.ts';

/**
 * Reads `length` bytes of a process from `address` on. Undefined where not all of them can be read: not mapped, no
 * access, a guard page, or no right to read.
 */
export function readMemory(
	api: WindowsApi,
	process: Handle,
	address: number,
	length: number,
): Uint8Array<ArrayBuffer> | undefined {
	const bytes = new Uint8Array(length);
	const isRead = api.ReadProcessMemory?.(process, address, bytes, length, null);
	return isRead ? bytes : undefined;
}

/** The same, as a view. */
export function viewMemory(
	api: WindowsApi,
	process: Handle,
	address: number,
	length: number,
): DataView<ArrayBuffer> | undefined {
	const bytes = readMemory(api, process, address, length);
	return bytes && new DataView(bytes.buffer);
}
