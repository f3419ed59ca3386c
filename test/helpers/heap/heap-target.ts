import path from 'node:path';
import {findHeapRegions} from '../../../source/model/heap/find-heap-regions.ts';
import {openMemory} from '../../../source/sampler/linux/memory/open-memory.ts';
import {compileC} from '../compile-target.ts';
import {takeSnapshot} from '../live-snapshot.ts';
import {type RunningTarget, startTarget} from '../targets.ts';
import {type WalkedHeap, walkAll} from './walk.ts';

/** How the program is compiled, and what its malloc is told by the environment: `NAME=value` each. */
export type HeapOptions = {readonly flags?: readonly string[]; readonly environment?: readonly string[]};

/** Starts the program of test/targets/heap.c with heaps of some shapes. `info` is what malloc_info(3) said of them. */
export async function startHeap(
	shapes: readonly string[],
	{flags = [], environment = []}: HeapOptions = {},
): Promise<RunningTarget & {readonly info: string}> {
	const program = compileC('heap.c', ...flags);
	const target = await startTarget('env', directory => [
		...environment,
		program,
		path.join(directory, 'info.xml'),
		...shapes,
	]);
	return {...target, info: path.join(target.directory, 'info.xml')};
}

/** Takes a snapshot of a process and walks the heaps that are in it. */
export async function walkProcess(pid: number): Promise<WalkedHeap> {
	const regions = findHeapRegions(await takeSnapshot(pid));
	const memory = openMemory(pid);
	try {
		return await walkAll(memory, regions);
	} finally {
		memory.close();
	}
}
