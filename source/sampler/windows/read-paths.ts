import {memPrivate} from '../../model/windows/constants.ts';
import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import {toDrivePath} from './drive-path.ts';
import {readDrives} from './read-drives.ts';
import {readText} from './structures/read-pointer.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/** The longest path that Windows has, in characters. */
const longestPath = 32_767;

/** The paths of the files that a process maps, by allocation base. */
export function readPaths(api: WindowsApi, process: Handle, runs: MemoryRuns): ReadonlyMap<number, string> {
	const paths = new Map<number, string>();
	const buffer = new Uint8Array(longestPath * 2);
	const drives = readDrives(api);
	for (let row = 0; row < runs.count; row++) {
		const base = runs.allocationBase[row] ?? 0;
		if (runs.type[row] !== memPrivate && (row === 0 || runs.allocationBase[row - 1] !== base)) {
			const length = api.K32GetMappedFileNameW?.(process, base, buffer, longestPath) ?? 0;
			if (length > 0) {
				paths.set(base, toDrivePath(readText(buffer, 0, length), drives));
			}
		}
	}

	return paths;
}
