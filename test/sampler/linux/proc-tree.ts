import {chmodSync, cpSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

/** A captured /proc with one process, which a test may change. `using` takes it away. */
export type ProcTree = {
	readonly root: string;
	readonly pid: number;
	/** Replaces a file of the process. */
	readonly write: (file: string, content: string | Uint8Array) => void;
	/** Replaces part of a file of the process. */
	readonly change: (file: string, from: string | RegExp, to: string) => void;
	readonly remove: (file: string) => void;
	readonly forbid: (file: string) => void;
	readonly [Symbol.dispose]: () => void;
};

/** Copies the tree that test/fixtures/proc/capture.sh made of `sleep`. */
export function copySleepTree(): ProcTree {
	const folder = makeTemporaryFolder();
	const pid = 28_068;
	cpSync(path.join(import.meta.dirname, '../../fixtures/proc/debian-sleep'), folder.path, {recursive: true});
	const pathOf = (file: string) => path.join(folder.path, String(pid), file);
	return {
		root: folder.path,
		pid,
		write: (file, content) => writeFileSync(pathOf(file), content),
		change: (file, from, to) =>
			writeFileSync(pathOf(file), readFileSync(pathOf(file), 'latin1').replace(from, to), 'latin1'),
		remove: file => rmSync(pathOf(file)),
		forbid: file => chmodSync(pathOf(file), 0),
		[Symbol.dispose]: folder[Symbol.dispose],
	};
}
