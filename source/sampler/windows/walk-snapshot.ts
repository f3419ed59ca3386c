import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import {pssSpaceEntrySize, readMemoryBasicInformation} from './structures/memory-basic-information.ts';
import {readHandle, viewOf} from './structures/read-pointer.ts';
import {createRunsBuilder, readUserSpaceEnd} from './walk.ts';
import {currentProcess, type Handle, type WindowsApi} from './windows-api.ts';

/** PSS_CAPTURE_VA_SPACE (processsnapshot.h): the map, without a clone of the memory, which would charge the target for it. */
const captureAddressSpace = 0x800;

/** PSS_WALK_VA_SPACE. */
const walkAddressSpaceClass = 1;

/**
 * Takes the map of a process by a process snapshot (Windows 8.1 and later): Windows walks the address space in one call,
 * which leaves the process less time to change it than one call a run. Undefined where the system has no such
 * snapshots, refuses one, or gives a map that contradicts itself.
 */
export function walkProcessSnapshot(api: WindowsApi, process: Handle): MemoryRuns | undefined {
	const {PssCaptureSnapshot, PssFreeSnapshot, PssWalkMarkerCreate, PssWalkMarkerFree, PssWalkSnapshot} = api;
	if (!PssCaptureSnapshot || !PssFreeSnapshot || !PssWalkMarkerCreate || !PssWalkMarkerFree || !PssWalkSnapshot) {
		return undefined;
	}

	const created = new Uint8Array(8);
	if (PssCaptureSnapshot(process, captureAddressSpace, 0, created) !== 0) {
		return undefined;
	}

	const snapshot = readHandle(viewOf(created), 0);
	try {
		if (PssWalkMarkerCreate(null, created) !== 0) {
			return undefined;
		}

		const marker = readHandle(viewOf(created), 0);
		try {
			return walk(api, buffer => PssWalkSnapshot(snapshot, walkAddressSpaceClass, marker, buffer, buffer.length));
		} finally {
			PssWalkMarkerFree(marker);
		}
	} finally {
		PssFreeSnapshot(currentProcess, snapshot);
	}
}

function walk(api: WindowsApi, next: (entry: Uint8Array<ArrayBuffer>) => number): MemoryRuns | undefined {
	const builder = createRunsBuilder();
	const buffer = new Uint8Array(pssSpaceEntrySize);
	const view = viewOf(buffer);
	const end = readUserSpaceEnd(api);
	let address = 0;
	while (next(buffer) === 0) {
		const run = readMemoryBasicInformation(view);
		const isPlausible = run.baseAddress >= address && run.regionSize > 0 && run.regionSize % 0x1000 === 0;
		if (!isPlausible || run.baseAddress + run.regionSize > end) {
			return undefined;
		}

		builder.add(run);
		address = run.baseAddress + run.regionSize;
	}

	const runs = builder.finish(end);
	return runs.count === 0 ? undefined : runs;
}
