import type {ProcessEntry} from '../sampler/sampler.ts';

/**
 * The processes that a name stands for: those that are called so, else those whose name begins so, in any case. A
 * process has two names, the one that the system shows and the file name of its program: Linux cuts the first to 15
 * bytes, and a program may change it. Kernel threads have no memory, and `ownPid` is never meant.
 */
export function findProcesses(
	processes: readonly ProcessEntry[],
	name: string,
	ownPid: number,
): readonly ProcessEntry[] {
	const wanted = name.toLowerCase();
	const candidates = processes
		.filter(({pid, isKernelThread}) => pid !== ownPid && !isKernelThread)
		.map(entry => ({entry, names: namesOf(entry)}));
	const exact = candidates.filter(({names}) => names.includes(wanted));
	const found = exact.length > 0 ? exact : candidates.filter(({names}) => names.some(text => text.startsWith(wanted)));
	return found.map(({entry}) => entry);
}

function namesOf({name, command}: ProcessEntry): readonly string[] {
	// Windows quotes a path with blanks: "C:\Program Files\server.exe" --port 80
	const {quoted, bare} = /^(?:"(?<quoted>[^"]*)"|(?<bare>[^ ]*))/v.exec(command ?? '')?.groups ?? {};
	const program = (quoted ?? bare ?? '').split(/[/\\]/).at(-1) || name;
	return [name, program].map(text => text.toLowerCase());
}
