import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A folder for the files of one test; `using` takes it away. */
export function makeTemporaryFolder(): {readonly path: string; readonly [Symbol.dispose]: () => void} {
	const folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-test-'));
	return {path: folder, [Symbol.dispose]: () => rmSync(folder, {recursive: true, force: true})};
}
