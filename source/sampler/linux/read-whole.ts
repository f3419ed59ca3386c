import {readStatus} from './process-files.ts';
import {readVmas, type VmasRead} from './read-vmas.ts';
import type {ProcessStatus} from './status.ts';
import type {VmaReader} from './vma-reader.ts';

/**
 * How often a map is read that changes while it is read. A process that maps and unmaps all the time never stands still,
 * so this has an end.
 */
const maximumAttempts = 3;

/** A map as it was read last. */
export type WholeRead = {
	readonly read: VmasRead;
	/** As it was after the last read. */
	readonly status: ProcessStatus | undefined;
	readonly attempts: number;
	/** Whether the map changed during the last attempt too. */
	readonly isTorn: boolean;
};

/**
 * Reads the VMAs until nothing has changed while they were read: VmSize is the same before and after, and addresses
 * ascend. (One read() is of one moment, the whole file is not; fs/proc/task_mmu.c.)
 */
export function readWhole(folder: string, reader: VmaReader): WholeRead {
	let status = readStatus(folder);
	for (let attempts = 1; ; attempts++) {
		const sizeBefore = status?.counters['VmSize'];
		const read = readVmas(folder, reader);
		status = readStatus(folder);
		const isTorn = (read.kind === 'parsed' && read.isOutOfOrder) || status?.counters['VmSize'] !== sizeBefore;
		if (!isTorn || attempts === maximumAttempts) {
			return {read, status, attempts, isTorn};
		}
	}
}
