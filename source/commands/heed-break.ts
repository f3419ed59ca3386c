/** What of a process is needed to hear signals; see `process`. */
type Signalled = {
	readonly on: (signal: 'SIGBREAK', listener: () => void) => unknown;
	/** Whether anybody listens. */
	readonly emit: (signal: 'SIGINT', name: 'SIGINT') => boolean;
	readonly exit: (code: number) => unknown;
};

/** 128 + SIGINT, which shells give for a program that Ctrl+C ended. */
const interrupted = 130;

/**
 * Makes Ctrl+Break, which only Windows has and which comes through even where Ctrl+C is an ordinary key, do what Ctrl+C
 * does elsewhere: whoever listens puts the terminal back or ends the recording, and where nobody does the program ends.
 */
export function heedBreak(process: Signalled): void {
	process.on('SIGBREAK', () => {
		if (!process.emit('SIGINT', 'SIGINT')) {
			process.exit(interrupted);
		}
	});
}
