import {escapeText} from '../model/escape.ts';
import {CommandError} from './command-error.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';

/**
 * What the user is told when a command ended with `error`. It may name a process or a file, so it is escaped. A mistake of the program itself is one sentence too; whoever
 * sets VMMAP_TUI_DEBUG sees where it happened.
 */
export function explainError(
	error: unknown,
	isDebugging: boolean,
): {readonly text: string; readonly exitCode: ExitCode} {
	if (error instanceof CommandError) {
		return {text: escapeText(error.message), exitCode: error.exitCode};
	}

	const message = error instanceof Error ? error.message : String(error);
	const stack = isDebugging && error instanceof Error ? `\n${error.stack}` : '';
	return {
		text: `vmmap-tui made a mistake (${escapeText(message)}): please report it with what it prints when VMMAP_TUI_DEBUG is set to 1.${stack}`,
		exitCode: exitCodes.internalError,
	};
}
