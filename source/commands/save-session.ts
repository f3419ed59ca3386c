import {existsSync} from 'node:fs';
import {formatOfFile} from '../formats/snapshot-format.ts';
import type {Moments} from '../model/history/moments.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {explainError} from './explain-error.ts';
import {explainRecordingError} from './explain-recording-error.ts';
import {writeFile} from './write-file.ts';

/**
 * Saves what the live view has: to a name that ends in .vmmap or .mmp every snapshot of the session, else the shown one in the
 * format of the extension. A file that is there is kept. Gives one sentence that says what was done or why not.
 */
export async function saveSession(file: string, history: Moments, shown: Snapshot): Promise<string> {
	if (existsSync(file)) {
		return `${file} is there already and was kept: choose another name.`;
	}

	try {
		const format = formatOfFile(file);
		if (format) {
			if (format === 'mmp') {
				const {writeMmp} = await import('../formats/mmp/write-mmp.ts');
				await writeFile(file, writeMmp(listMoments(history)));
				return `Saved ${countSnapshots(history)} as ${file}.`;
			}

			const {writeSnapshot} = await import('../formats/write-snapshot.ts');
			await writeFile(file, writeSnapshot(shown, format));
			return `Saved this snapshot as ${file}.`;
		}

		await saveRecording(file, history);
		return `Saved ${countSnapshots(history)} as ${file}.`;
	} catch (error) {
		return explainError(explainRecordingError(error, file, 'written'), false).text;
	}
}

function countSnapshots(history: Moments): string {
	const count = history.length();
	return count === 1 ? '1 snapshot' : `${count} snapshots`;
}

function* listMoments(history: Moments): Generator<Snapshot> {
	for (let index = 0; index < history.length(); index++) {
		yield history.at(index);
	}
}

async function saveRecording(file: string, history: Moments): Promise<void> {
	const {createRecording} = await import('../formats/recording/create-recording.ts');
	const recording = createRecording(file);
	try {
		for (let index = 0; index < history.length(); index++) {
			recording.append(history.at(index));
			// Between two snapshots keys are answered.
			await new Promise(resolve => {
				setImmediate(resolve);
			});
		}
	} finally {
		recording.close();
	}
}
