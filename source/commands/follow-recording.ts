import type {Recording} from '../formats/recording/open-recording.ts';
import type {ScreenStore} from '../screen/store.ts';
import {CommandError} from './command-error.ts';
import {explainRecordingError} from './explain-recording-error.ts';

/** How often it is looked whether another process has added to the recording. Asking costs one small query. */
const pollMilliseconds = 500;

/**
 * Shows a recording, and what another process adds to it while it is shown. Gives what ends that. Throws a sentence for
 * the user where the file cannot be read.
 */
export async function followRecording(file: string, store: ScreenStore): Promise<() => void> {
	const {openRecording} = await import('../formats/recording/open-recording.ts');
	const {recordingMoments} = await import('../formats/recording/recording-moments.ts');
	const recording = explainThrown(file, () => openRecording(file));
	const moments = recordingMoments(recording);
	const show = (): void => store.showMoments(moments, {kind: 'file', path: file});
	explainThrown(file, show);
	const timer = setInterval(() => {
		if (pollQuietly(recording)) {
			try {
				show();
			} catch (error) {
				store.setMessage(String(explainRecordingSentence(error, file) ?? error));
			}
		}
	}, pollMilliseconds);
	timer.unref();
	return () => {
		clearInterval(timer);
		recording.close();
	};
}

/** What the user is told of an error of a recording; undefined for an error of the program. */
export function explainRecordingSentence(error: unknown, file: string): string | undefined {
	const explained = explainRecordingError(error, file, 'read');
	return explained instanceof CommandError ? explained.message : undefined;
}

/** A file that cannot be asked now can be asked later: what was read of it stays. */
function pollQuietly(recording: Recording): boolean {
	try {
		return recording.poll();
	} catch {
		return false;
	}
}

function explainThrown<Result>(file: string, run: () => Result): Result {
	try {
		return run();
	} catch (error) {
		throw explainRecordingError(error, file, 'read');
	}
}
