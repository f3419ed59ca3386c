import {copyOnWrite, memPrivate, writable} from '../../../model/windows/constants.ts';
import type {Mapping} from '../../process-memory.ts';
import {readPaths} from '../read-paths.ts';
import {walkAddressSpace} from '../walk.ts';
import type {Handle, WindowsApi} from '../windows-api.ts';

/** Lists all runs of a process that are not free, with the paths of their files. Undefined where Windows refuses. */
export function listMappings(api: WindowsApi, process: Handle): readonly Mapping[] | undefined {
	const runs = walkAddressSpace(api, process);
	if (!runs) {
		return undefined;
	}

	const paths = readPaths(api, process, runs);
	return Array.from({length: runs.count}, (_, row): Mapping => {
		const start = runs.start[row] ?? 0;
		const protect = runs.protect[row] ?? 0;
		return {
			start,
			end: start + (runs.size[row] ?? 0),
			isWritable: (protect & writable) !== 0,
			isPrivate: runs.type[row] === memPrivate || (protect & copyOnWrite) !== 0,
			path: paths.get(runs.allocationBase[row] ?? 0) ?? '',
		};
	});
}
