import type {Compared} from '../formats/diff/compared.ts';
import {writeDiffCsv} from '../formats/diff/diff-csv.ts';
import type {DiffFormat} from '../formats/diff/diff-format.ts';
import {writeDiffJson} from '../formats/diff/diff-json.ts';
import {writeDiffTxt} from '../formats/diff/diff-txt.ts';
import {diffSnapshots} from '../model/diff/diff-snapshots.ts';
import {summarize} from '../model/summary.ts';
import {checkGrowth} from './check-growth.ts';
import type {DiffCommand} from './command.ts';
import {usageError} from './command-error.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {writeAll} from './output.ts';
import type {Surroundings} from './surroundings.ts';
import {takeSnapshot} from './take-snapshot.ts';
import {writeFile} from './write-file.ts';

const writers: Readonly<Record<DiffFormat, (compared: Compared) => Iterable<string>>> = {
	txt: writeDiffTxt,
	json: writeDiffJson,
	csv: writeDiffCsv,
};

/**
 * Writes what happened between two snapshots, and holds it against the limits: each that is passed is named on standard
 * error. Gives the exit code.
 */
export async function compare(
	{before, after, format, file, limits}: DiffCommand,
	surroundings: Surroundings,
): Promise<ExitCode> {
	const [one, other] = [await takeSnapshot(before, surroundings), await takeSnapshot(after, surroundings)];
	if (one.platform !== other.platform) {
		throw usageError(`A process on ${one.platform} cannot be compared with one on ${other.platform}.`);
	}

	const sentences = limits.flatMap(limit => checkGrowth(limit, summarize(one), summarize(other)) ?? []);
	const parts = writers[format]({diff: diffSnapshots(one, other), beforeName: before, afterName: after});
	await (file === undefined ? writeAll(surroundings.standardOutput, parts) : writeFile(file, parts));
	await writeAll(
		surroundings.standardError,
		sentences.map(sentence => `${sentence}\n`),
	);
	return sentences.length > 0 ? exitCodes.limitPassed : exitCodes.done;
}
