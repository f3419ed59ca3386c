import {listTasks} from './list-tasks.ts';
import {readStat} from './process-files.ts';

/** A thread through which the memory of its process can be seen. */
export type LivingTask = {
	/** Its thread id; that of the first thread is the pid. */
	readonly id: number;
	/** Its folder in /proc, which has nearly all that the folder of the process has. */
	readonly folder: string;
};

/**
 * The first thread of process `pid`, whose folder of /proc is `folder`; where that has ended while others run on, one of
 * those. A thread that has ended has no memory any more, whatever its process has (exit_mm(), kernel/exit.c).
 */
export function findLivingTask(folder: string, pid: number): LivingTask {
	const stat = readStat(folder);
	if (stat?.state === 'Z' && stat.threads > 1) {
		for (const id of listTasks(folder) ?? []) {
			const task = `${folder}/task/${id}`;
			const state = readStat(task)?.state;
			if (state !== undefined && state !== 'Z' && state !== 'X') {
				return {id, folder: task};
			}
		}
	}

	return {id: pid, folder};
}
