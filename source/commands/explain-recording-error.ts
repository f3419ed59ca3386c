import {RecordingError} from '../formats/recording/recording-error.ts';
import {fileError} from './command-error.ts';
import {explainFileError} from './file-error.ts';

/** Turns why a recording cannot be read or written into a sentence; any other error is given back as it is. */
export function explainRecordingError(error: unknown, file: string, verb: 'read' | 'written'): unknown {
	return error instanceof RecordingError
		? fileError(`${file} cannot be ${verb}: ${error.message}.`)
		: explainFileError(error, file, verb);
}
