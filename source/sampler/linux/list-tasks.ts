import {readdirSync} from 'node:fs';
import {unlessRefused} from './system-error.ts';

/** The ids of all threads of the process whose folder of /proc is `folder`; undefined where they cannot be listed. */
export function listTasks(folder: string): readonly number[] | undefined {
	return unlessRefused(() => readdirSync(`${folder}/task`).map(Number));
}
