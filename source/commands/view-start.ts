import type {ViewCommand} from './command.ts';
import {isRecording, splitMoment} from './read-recording.ts';
import {readSavedSnapshots, readSnapshotFile} from './read-snapshot-file.ts';
import {resolveTarget} from './resolve-target.ts';
import type {Surroundings} from './surroundings.ts';
import type {ViewStart} from './view.ts';

/** What the screen opens with. A name that stands for several processes opens the picker with that name as its filter. */
export async function findViewStart(
	command: ViewCommand,
	surroundings: Pick<Surroundings, 'loadSampler' | 'ownPid'>,
): Promise<ViewStart> {
	switch (command.kind) {
		case 'pick':
			return {kind: 'pick'};
		case 'open':
			return openFile(command.file);
		case 'view': {
			const target = await resolveTarget(command.target, surroundings);
			switch (target.kind) {
				case 'process':
					return {kind: 'live', pid: target.pid};
				case 'several':
					return {kind: 'pick', filter: target.name};
				case 'file':
					return openFile(target.path);
			}
		}
	}
}

function openFile(path: string): ViewStart {
	const {file, moment} = splitMoment(path);
	return isRecording(file) && moment === undefined
		? {kind: 'recording', path: file}
		: {kind: 'file', path, snapshots: moment ? [readSnapshotFile(path)] : readSavedSnapshots(file)};
}
