import {closeSync, constants, fstatSync, openSync, readSync, statSync} from 'node:fs';
import type {ElfAnswer} from '../../model/linux/elf-facts.ts';
import type {VmaColumns} from '../../model/linux/vma-columns.ts';
import {readElf} from './elf.ts';
import type {ReadAt} from './elf-headers.ts';
import {type ElfNames, readElfNames} from './elf-names.ts';
import {unlessRefused} from './system-error.ts';

/** Finds out what mapped files are. A file is read once for each question, however often its target is sampled. */
export type ElfFiles = {
	/** What the file is that row `row` maps. */
	readonly find: (vmas: VmaColumns, row: number) => ElfAnswer;
	/** How that file calls itself. */
	readonly findNames: (vmas: VmaColumns, row: number) => ElfNames;
};

/** Looks at the files of the process whose folder of /proc is `folder`. */
export function createElfFiles(folder: string): ElfFiles {
	const find = rememberFiles(folder, readElf);
	const findNames = rememberFiles(folder, readElfNames);
	return {
		find: (vmas, row) => (vmas.inode[row] === 0 ? 'not ELF' : find(vmas, row)),
		findNames: (vmas, row) => (vmas.inode[row] === 0 ? {} : (findNames(vmas, row) ?? {})),
	};
}

/** Makes a function that reads each file once. */
function rememberFiles<Answer>(
	folder: string,
	read: (readAt: ReadAt) => Answer,
): (vmas: VmaColumns, row: number) => Answer | undefined {
	/** By device and inode, the two facts that name a file for as long as it is mapped. */
	const answers = new Map<string, Answer | undefined>();
	return (vmas, row) => {
		const inode = vmas.inode[row] ?? 0;
		const key = `${vmas.strings[vmas.device[row] ?? 0]} ${inode}`;
		if (answers.has(key)) {
			return answers.get(key);
		}

		const answer = readFirst(listPaths(folder, vmas, row), inode, read);
		answers.set(key, answer);
		return answer;
	};
}

/**
 * Where the file of a row may be read. The link in map_files is that very file, deleted or not, but following it takes
 * CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE (proc_pid_map_files(5)). The path is good within the process's own root, and
 * in ours where that cannot be entered. A \012 in it is just that, or a newline.
 */
function listPaths(folder: string, {start, size, path, strings}: VmaColumns, row: number): string[] {
	const first = start[row] ?? 0;
	const end = first + (size[row] ?? 0);
	const paths = [`${folder}/map_files/${first.toString(16)}-${end.toString(16)}`];
	const printed = strings[path[row] ?? 0] ?? '';
	if (printed.startsWith('/')) {
		const names = new Set([printed, printed.replaceAll('\\012', '\n')]);
		paths.push(...[...names].flatMap(name => [`${folder}/root${name}`, name]));
	}

	return paths;
}

function readFirst<Answer>(
	paths: readonly string[],
	inode: number,
	read: (readAt: ReadAt) => Answer,
): Answer | undefined {
	for (const path of paths) {
		const answer = readRegularFile(path, inode, read);
		if (answer !== undefined) {
			return answer;
		}
	}

	return undefined;
}

/**
 * Reads the file at `path` if it is the one with this inode. Its device is not compared: on btrfs and overlayfs stat()
 * tells another one than smaps. It is looked at before it is opened, as opening a device or a pipe may do something. Gone,
 * not permitted, a disk error: that it could not be read is all that is known.
 */
function readRegularFile<Answer>(path: string, inode: number, read: (readAt: ReadAt) => Answer): Answer | undefined {
	return unlessRefused(() => {
		const found = statSync(path, {bigint: true});
		if (!found.isFile() || Number(found.ino) !== inode) {
			return undefined;
		}

		const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const opened = fstatSync(descriptor, {bigint: true});
			return opened.dev === found.dev && opened.ino === found.ino ? read(createReadAt(descriptor)) : undefined;
		} finally {
			closeSync(descriptor);
		}
	});
}

function createReadAt(descriptor: number): ReadAt {
	return (offset, length) => {
		// What read() cannot be asked for lies behind the end of every file.
		if (!Number.isSafeInteger(offset)) {
			return new Uint8Array();
		}

		const bytes = new Uint8Array(length);
		return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
	};
}
