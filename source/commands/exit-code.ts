import type {FailureReason} from '../sampler/sampler.ts';

/** What the program ends with. */
export const exitCodes = {
	done: 0,
	/** What was compared grew by more than --max-growth allows. */
	limitPassed: 1,
	wrongUsage: 2,
	noSuchProcess: 3,
	notPermitted: 4,
	/** A file cannot be read or written, or says what is not understood. */
	badFile: 5,
	/** A mistake of the program itself: EX_SOFTWARE of sysexits.h. */
	internalError: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const codesOfReasons: Readonly<Record<FailureReason, ExitCode>> = {
	'no such process': exitCodes.noSuchProcess,
	ended: exitCodes.noSuchProcess,
	zombie: exitCodes.noSuchProcess,
	'kernel thread': exitCodes.noSuchProcess,
	'not permitted': exitCodes.notPermitted,
	malformed: exitCodes.badFile,
};

/** The exit code for a process that could not be sampled. */
export function exitCodeOf(reason: FailureReason): ExitCode {
	return codesOfReasons[reason];
}
