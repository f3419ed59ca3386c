import {escapeText} from '../../model/escape.ts';

/** Why a recording cannot be written or read. The message is the rest of a sentence that begins with the file's name. */
export class RecordingError extends Error {}

/** SQLite's result codes without their details (https://sqlite.org/rescode.html). */
const reasons: Readonly<Record<number, string>> = {
	3: 'permission is denied',
	5: 'another program has locked it',
	6: 'another program has locked it',
	8: 'permission is denied',
	// A file that grows too large and a quota end here too: SQLite tells only a full disk from other failures.
	10: 'the disk failed, or a limit on the size of files or a quota is reached',
	13: 'the disk is full',
	14: 'the system does not let it be opened',
	26: 'it is no recording of vmmap-tui',
};

/** In characters. What is said of a damaged file may quote it. */
const longestQuote = 200;

/**
 * Makes a call that has to do with a recording. What SQLite says of the file, and a SyntaxError about what stands in it,
 * become a RecordingError; `place` says where in the file that was.
 */
export function explainErrors<Result>(call: () => Result, place = ''): Result {
	try {
		return call();
	} catch (error) {
		const code = sqliteCode(error);
		if (code === undefined && !(error instanceof SyntaxError) && !isOutOfRange(error)) {
			throw error;
		}

		const message = place + (error instanceof Error ? error.message : '');
		const damage = `it is damaged: ${escapeText(message).slice(0, longestQuote)}`;
		throw new RecordingError(reasons[code ?? 0] ?? damage, {cause: error});
	}
}

/** Whether Node refuses to give an integer from SQLite because a number of JavaScript does not hold it. */
export function isOutOfRange(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ERR_OUT_OF_RANGE';
}

/** SQLite's result code without its details; undefined where the error is not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode & 0xff
		: undefined;
}
