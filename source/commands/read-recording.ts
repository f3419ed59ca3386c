import {existsSync} from 'node:fs';
import {isSqliteFile} from '../formats/recording/file-header.ts';
import {openRecording} from '../formats/recording/open-recording.ts';
import {isRecordingName} from '../formats/recording/recording-name.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {explainRecordingError} from './explain-recording-error.ts';
import {findMoment, type Moment, parseMoment} from './moment.ts';

/** A file on the command line, with the snapshot of it that is meant where the user says which. */
export type FileAndMoment = {
	readonly file: string;
	readonly moment?: Moment;
};

/** Parts `app.vmmap@first`. A file may have an @ in its name, so what is there as it is written is a file. */
export function splitMoment(text: string): FileAndMoment {
	const at = text.lastIndexOf('@');
	const moment = at > 0 && !existsSync(text) ? parseMoment(text.slice(at + 1)) : undefined;
	return moment ? {file: text.slice(0, at), moment} : {file: text};
}

/** Whether a file is meant to be a recording: by its name, else by its first bytes. Throws a sentence where it cannot be read. */
export function isRecording(file: string): boolean {
	try {
		return isRecordingName(file) || isSqliteFile(file);
	} catch (error) {
		throw explainRecordingError(error, file, 'read');
	}
}

/** One snapshot of a recording, the last where nothing is said. Throws a sentence where it cannot be read. */
export function readRecordedSnapshot({file, moment = {kind: 'last'}}: FileAndMoment): Snapshot {
	try {
		const recording = openRecording(file);
		try {
			return recording.readSnapshot(findMoment(recording.times(), moment, file));
		} finally {
			recording.close();
		}
	} catch (error) {
		throw explainRecordingError(error, file, 'read');
	}
}
