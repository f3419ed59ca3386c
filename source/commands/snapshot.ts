import type {SnapshotFormat} from '../formats/snapshot-format.ts';
import {writeSnapshot} from '../formats/write-snapshot.ts';
import {writeAll} from './output.ts';
import type {Surroundings} from './surroundings.ts';
import {takeSnapshot} from './take-snapshot.ts';
import {writeFile} from './write-file.ts';

/** Writes one snapshot of a pid, a name or a file to `file`, or to standard output. */
export async function runSnapshot(
	{target, format, file}: {readonly target: string; readonly format: SnapshotFormat; readonly file?: string},
	surroundings: Surroundings,
): Promise<void> {
	const parts = writeSnapshot(await takeSnapshot(target, surroundings), format);
	await (file === undefined ? writeAll(surroundings.standardOutput, parts) : writeFile(file, parts));
}
