import type {SampleCost} from '../../model/snapshot.ts';
import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import {readVirtualSize, vmCountersSize} from './structures/memory-counters.ts';
import {viewOf} from './structures/read-pointer.ts';
import {walkAddressSpace} from './walk.ts';
import {walkProcessSnapshot} from './walk-snapshot.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

export type ProcessMap = {readonly runs: MemoryRuns} & Pick<SampleCost, 'source' | 'attempts'>;

/** A map that changed while it was read is read again, twice at most: a process that always changes is shown as it is. */
const mostAttempts = 3;

/**
 * Reads the map of a process, again where its virtual size changed meanwhile. Undefined where Windows refuses.
 */
export function readMap(api: WindowsApi, process: Handle): ProcessMap | undefined {
	for (let attempts = 1; ; attempts++) {
		const before = readProcessVirtualSize(api, process);
		const captured = walkProcessSnapshot(api, process);
		const runs = captured ?? walkAddressSpace(api, process);
		if (!runs) {
			return undefined;
		}

		if (attempts === mostAttempts || readProcessVirtualSize(api, process) === before) {
			return {runs, source: captured ? 'PssCaptureSnapshot' : 'VirtualQueryEx', attempts};
		}
	}
}

/** ProcessVmCounters (ntddk.h, PROCESSINFOCLASS). */
const vmCountersClass = 3;

function readProcessVirtualSize(api: WindowsApi, process: Handle): number | undefined {
	const buffer = new Uint8Array(vmCountersSize);
	const status = api.NtQueryInformationProcess?.(process, vmCountersClass, buffer, vmCountersSize, null);
	return status === 0 ? readVirtualSize(viewOf(buffer)) : undefined;
}
