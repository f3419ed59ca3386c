import {writeProcessesJson, writeProcessesTxt} from '../formats/process-list.ts';
import type {ProcessesCommand} from './command.ts';
import {writeAll} from './output.ts';
import type {Surroundings} from './surroundings.ts';
import {writeFile} from './write-file.ts';

/** Lists the processes that have memory, to `file` or to standard output. Kernel threads have none. */
export async function writeProcesses(
	{format, file}: ProcessesCommand,
	{loadSampler, standardOutput, now}: Surroundings,
): Promise<void> {
	const {listProcesses} = await loadSampler();
	const processes = listProcesses().filter(({isKernelThread}) => !isKernelThread);
	const parts = format === 'json' ? writeProcessesJson(processes, now()) : writeProcessesTxt(processes);
	await (file === undefined ? writeAll(standardOutput, parts) : writeFile(file, parts));
}
