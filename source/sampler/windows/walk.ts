import {memFree} from '../../model/windows/constants.ts';
import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import {effectiveProtection} from '../../model/windows/protection.ts';
import {
	type MemoryBasicInformation,
	memoryBasicInformationSize,
	readMemoryBasicInformation,
} from './structures/memory-basic-information.ts';
import {readPointer, viewOf} from './structures/read-pointer.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/**
 * Asks VirtualQueryEx for every run of pages of a process. Undefined where Windows refuses the first: the process has
 * ended, or the handle has too few rights.
 */
export function walkAddressSpace(api: WindowsApi, process: Handle): MemoryRuns | undefined {
	const builder = createRunsBuilder();
	const buffer = new Uint8Array(memoryBasicInformationSize);
	const view = viewOf(buffer);
	const end = readUserSpaceEnd(api);
	let address = 0;
	while (address < end && api.VirtualQueryEx(process, address, buffer, memoryBasicInformationSize) !== 0) {
		const run = readMemoryBasicInformation(view);
		// The walk moves on in any case, whatever a broken answer says.
		const next = run.baseAddress + run.regionSize;
		if (!(next > address)) {
			break;
		}

		builder.add(run);
		address = next;
	}

	return address === 0 ? undefined : builder.finish(end);
}

/**
 * First address behind user space. SYSTEM_INFO (sysinfoapi.h), 64-bit: 16 PVOID lpMaximumApplicationAddress, the last
 * byte.
 */
export function readUserSpaceEnd(api: WindowsApi): number {
	const buffer = new Uint8Array(48);
	api.GetSystemInfo(buffer);
	return readPointer(viewOf(buffer), 16) + 1;
}

/** Collects runs that come in ascending order; free ones are left out. */
export function createRunsBuilder() {
	const rows: MemoryBasicInformation[] = [];
	const add = (run: MemoryBasicInformation): void => {
		if (run.state !== memFree) {
			rows.push(run);
		}
	};

	const finish = (end: number): MemoryRuns => ({
		count: rows.length,
		start: Float64Array.from(rows, ({baseAddress}) => baseAddress),
		size: Float64Array.from(rows, ({regionSize}) => regionSize),
		allocationBase: Float64Array.from(rows, ({allocationBase}) => allocationBase),
		state: Uint32Array.from(rows, ({state}) => state),
		protect: Uint32Array.from(rows, ({state, protect}) => effectiveProtection(state, protect)),
		type: Uint32Array.from(rows, ({type}) => type),
		end,
	});
	return {add, finish};
}
