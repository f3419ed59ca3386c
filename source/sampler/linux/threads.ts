import type {ThreadClue} from '../../model/linux/clues.ts';
import {decodeText} from './decode-text.ts';
import {createLearned} from './learned.ts';
import {listTasks} from './list-tasks.ts';
import {readName} from './process-files.ts';
import {readFile} from './read-file.ts';
import {isDenied} from './read-vmas.ts';

/** The threads of one process, sample by sample. */
export type Threads = {
	/**
	 * Looks at those that have not shown their stack pointer yet, some time before they are listed: a thread that runs now
	 * may wait then.
	 */
	readonly look: () => void;
	/** Every thread that lives now; undefined where they cannot be listed. */
	readonly list: () => readonly ThreadClue[] | undefined;
	/** Whether the kernel does not let us see their stack pointers. */
	readonly areRefused: () => boolean;
	/** Looks again at threads for at most so many milliseconds. */
	readonly finish: (milliseconds: number) => void;
};

/**
 * Reads the threads of the process whose folder of /proc is `folder`. A thread keeps its stack, so where its stack
 * pointer was once is enough; one that runs has none to be seen and is looked at again the next time.
 */
export function createThreads(folder: string): Threads {
	// Whose threads may be traced does not change, and asking for each again and again takes time.
	let isRefused = false;

	function readStackPointer(task: string): number | undefined {
		if (isRefused) {
			return;
		}

		const file = readFile(`${task}/syscall`);
		if (file.kind === 'refused') {
			isRefused = isDenied(file);
			return;
		}

		return parseStackPointer(decodeText(file.bytes));
	}

	function learn(tid: number, before: ThreadClue | undefined): ThreadClue {
		const task = `${folder}/task/${tid}`;
		return {
			tid,
			name: readName(task) ?? before?.name ?? '',
			stackPointer: readStackPointer(task) ?? before?.stackPointer,
		};
	}

	const learned = createLearned(learn, ({stackPointer}) => isRefused || stackPointer !== undefined);
	let knowsAll = false;
	function list(): readonly ThreadClue[] | undefined {
		const tids = listTasks(folder);
		// Where there is only one it may have begun another program, with another stack.
		const threads = tids?.length === 1 ? tids.map(tid => learn(tid, undefined)) : tids?.map(learned.get);
		knowsAll = threads?.every(({stackPointer}) => stackPointer !== undefined) ?? false;
		return threads;
	}

	return {
		look() {
			if (!knowsAll && !isRefused) {
				list();
			}
		},
		list,
		areRefused: () => isRefused,
		finish: learned.finish,
	};
}

/**
 * The stack pointer in /proc/PID/task/TID/syscall (proc_pid_syscall(5)): the last number but one. `running` has none.
 *
 * 7 0x7ffd0 0x1 0x0 0x0 0x8 0x7f10 0x7ffd3c0a5a88 0x7f8b4a2c4d36
 * -1 0x7ffd3c0a5a88 0x7f8b4a2c4d36
 */
export function parseStackPointer(text: string): number | undefined {
	const [, pointer] = / (0x[\da-f]+) 0x[\da-f]+\n?$/v.exec(text) ?? [];
	return pointer === undefined || Number(pointer) === 0 ? undefined : Number(pointer);
}
