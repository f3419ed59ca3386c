import {readPointer, viewOf} from './structures/read-pointer.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/** LIST_MODULES_ALL (psapi.h): 32-bit and 64-bit modules of a WOW64 process. */
const allModules = 3;

/** Where there is room for fewer modules than there are, Windows says how many: a few more may come before the next call. */
const spareModules = 64;

/** The bases of the modules that the loader of a process has loaded. Undefined where Windows does not tell. */
export function readModules(api: WindowsApi, process: Handle): ReadonlySet<number> | undefined {
	let capacity = 512;
	for (let attempt = 0; attempt < 3; attempt++) {
		const buffer = new Uint8Array(capacity * 8);
		const needed = new Uint8Array(4);
		if (!api.K32EnumProcessModulesEx?.(process, buffer, buffer.length, needed, allModules)) {
			return undefined;
		}

		const count = viewOf(needed).getUint32(0, true) / 8;
		if (count <= capacity) {
			const view = viewOf(buffer);
			return new Set(Array.from({length: count}, (_, index) => readPointer(view, index * 8)));
		}

		capacity = count + spareModules;
	}

	return undefined;
}
