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

/**
 * Copies bytes of a process from `address` on into `into`, up to the first page that cannot be read. Gives how many came.
 * ReadProcessMemory copies nothing where a part cannot be read ("The function fails if the requested read operation
 * crosses into an area of the process that is inaccessible"), so it is asked page by page then.
 */
export function copyMemory(
	api: WindowsApi,
	process: Handle,
	address: number,
	into: Uint8Array<ArrayBuffer>,
	pageSize: number,
): number {
	const copy = (from: number, to: number): boolean =>
		Boolean(api.ReadProcessMemory?.(process, address + from, into.subarray(from, to), to - from, null));
	if (copy(0, into.length)) {
		return into.length;
	}

	for (let count = 0; count < into.length; ) {
		const next = Math.min(into.length, count + pageSize - ((address + count) % pageSize));
		if (!copy(count, next)) {
			return count;
		}

		count = next;
	}

	return into.length;
}
