import {writeSnapshot} from '../formats/write-snapshot.ts';
import type {SnapshotCommand} from './command.ts';
import {writeAll} from './output.ts';
import type {Surroundings} from './surroundings.ts';
import {takeSnapshot} from './take-snapshot.ts';
import {writeFile} from './write-file.ts';

/** Writes one snapshot of a pid, a name or a file to `file`, or to standard output. */
export async function writeSnapshotOf(
	{target, format, file, asksJvm}: SnapshotCommand,
	surroundings: Surroundings,
): Promise<void> {
	const parts = writeSnapshot(await takeSnapshot(target, surroundings, asksJvm), format);
	await (file === undefined ? writeAll(surroundings.standardOutput, parts) : writeFile(file, parts));
}
