import path from 'node:path';
import {readSnapshots} from '../formats/read-snapshots.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {fileError, usageError} from './command-error.ts';
import {findMoment} from './moment.ts';
import {isRecording, readRecordedSnapshot, splitMoment} from './read-recording.ts';
import {readWholeFile} from './read-whole-file.ts';

/**
 * Reads a saved snapshot, or one of a file that has several: `app.vmmap@first`, else its last. The file may come from anywhere: it is
 * refused with its name, the place and the reason.
 */
export function readSnapshotFile(name: string): Snapshot {
	const {file, moment} = splitMoment(name);
	if (isRecording(file)) {
		return readRecordedSnapshot({file, ...(moment && {moment})});
	}

	const snapshots = readSavedSnapshots(file);
	if (moment?.kind === 'number' && moment.number !== 1 && snapshots.length === 1) {
		throw usageError(`${file} has one snapshot only, so that there is no ${name.slice(file.length)} in it.`);
	}

	const times = snapshots.map(({time}) => time);
	return snapshots[findMoment(times, moment ?? {kind: 'last'}, file)] ?? snapshots[0];
}

/** All snapshots of a file that is no recording, in the order of time. It is refused as `readSnapshotFile` does. */
export function readSavedSnapshots(file: string): readonly [Snapshot, ...Snapshot[]] {
	const {bytes, time} = readWholeFile(file);
	try {
		return readSnapshots(bytes, {name: path.basename(file), time});
	} catch (error) {
		throw error instanceof SyntaxError ? fileError(`${file} cannot be read: ${error.message}.`) : error;
	}
}
