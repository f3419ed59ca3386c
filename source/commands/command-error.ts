import {type ExitCode, exitCodes} from './exit-code.ts';

/** Why a command cannot do what it was asked. The message is the sentence for the user: what, where and what to do. */
export class CommandError extends Error {
	readonly exitCode: ExitCode;

	constructor(sentence: string, exitCode: ExitCode) {
		super(sentence);
		this.exitCode = exitCode;
	}
}

/** A command line that cannot be understood. */
export function usageError(sentence: string): CommandError {
	return new CommandError(`${sentence} See vmmap-tui --help.`, exitCodes.wrongUsage);
}

/** A file that cannot be read or written. */
export function fileError(sentence: string): CommandError {
	return new CommandError(sentence, exitCodes.badFile);
}
