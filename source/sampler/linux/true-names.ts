import {readlinkSync, statSync} from 'node:fs';
import {deletedMark} from '../../model/linux/deleted-mark.ts';
import type {VmaColumns} from '../../model/linux/vma-columns.ts';
import {decodeText} from './decode-text.ts';
import {unlessRefused} from './system-error.ts';

/** Finds out how mapped files are really named where what the kernel prints may mean two things. */
export type TrueNames = {
	/** Puts names in the place of what the kernel printed for them. The columns themselves stay as they are. */
	readonly correct: (vmas: VmaColumns) => VmaColumns;
};

/** What the kernel prints for a newline in a path, and leaves as it is where a path has these four characters. */
const printedNewline = String.raw`\012`;

/** What is put behind a name that really ends in the mark, so that it is not taken for a deleted file. */
const notDeletedMark = ' (not deleted)';

/**
 * Looks at the files of the process whose folder of /proc is `folder`. Each is looked at once, as a file keeps its inode
 * while it is mapped; where that is not permitted its name stays as the kernel printed it.
 */
export function createTrueNames(folder: string): TrueNames {
	// Of the sample before: what is not mapped any more is forgotten.
	let known: ReadonlyMap<string, string> = new Map();

	function nameOf(
		{start, size, path, inode, device, strings}: VmaColumns,
		row: number,
		asked: Map<string, string>,
	): string {
		const printed = strings[path[row] ?? 0] ?? '';
		const key = `${strings[device[row] ?? 0]} ${inode[row]} ${printed}`;
		const first = start[row] ?? 0;
		const before = asked.get(key) ?? known.get(key);
		const name = before ?? findName(folder, printed, inode[row] ?? 0, first, first + (size[row] ?? 0));
		asked.set(key, name);
		return name;
	}

	return {
		correct(vmas) {
			const isDoubtful = vmas.strings.map(mayMeanTwoThings);
			if (!isDoubtful.includes(true)) {
				return vmas;
			}

			const asked = new Map<string, string>();
			const rows = new Map<string, number>();
			const strings = [...vmas.strings];
			const path = vmas.path.slice();
			for (const [row, printed] of vmas.path.entries()) {
				const name = isDoubtful[printed] && vmas.inode[row] !== 0 ? nameOf(vmas, row, asked) : strings[printed];
				if (name !== undefined && name !== strings[printed]) {
					const added = rows.get(name) ?? strings.push(name) - 1;
					rows.set(name, added);
					path[row] = added;
				}
			}

			known = asked;
			return {...vmas, path, strings};
		},
	};
}

function mayMeanTwoThings(text: string): boolean {
	return text.startsWith('/') && (text.endsWith(deletedMark) || text.includes(printedNewline));
}

function findName(folder: string, printed: string, inode: number, start: number, end: number): string {
	const path = readMappedPath(folder, start, end);
	const name = path ? decodeText(path) : printed;
	const inRoot = Buffer.concat([Buffer.from(`${folder}/root`), path ?? Buffer.from(printed)]);
	return name.endsWith(deletedMark) && hasInode(inRoot, inode) ? name + notDeletedMark : name;
}

/** The path as it is, with newlines: to read the link takes no more than to read maps (proc_pid_map_files(5)). */
function readMappedPath(folder: string, start: number, end: number): Buffer | undefined {
	const link = `${folder}/map_files/${start.toString(16)}-${end.toString(16)}`;
	return unlessRefused(() => readlinkSync(link, {encoding: 'buffer'}));
}

/** Devices are not compared: on btrfs and overlayfs stat() tells another one than maps. */
function hasInode(path: Buffer, inode: number): boolean {
	return unlessRefused(() => Number(statSync(path, {bigint: true}).ino) === inode) ?? false;
}
