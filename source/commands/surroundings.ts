import type {PlatformSampler} from '../sampler/sampler.ts';
import type {startSampler} from '../sampler/start-sampler.ts';
import type {Output} from './output.ts';
import type {ErrorTerminal} from './progress-line.ts';
import type {runView} from './view.ts';

/** What a command has to do with. Tests give their own, so that most of them need no process and no terminal. */
export type Surroundings = {
	readonly standardOutput: Output;
	readonly standardError: Output;
	/** Standard error, where it is a terminal. */
	readonly errorTerminal: ErrorTerminal | undefined;
	/** Whether there is a terminal to draw on and keys to read from it. */
	readonly isInteractive: boolean;
	/** This process: never what a name stands for. */
	readonly ownPid: number;
	readonly loadSampler: () => Promise<PlatformSampler>;
	readonly loadLiveSampler: () => Promise<typeof startSampler>;
	/** Calls `listener` when the user or the system wants the program to end, until the function that it gives is called. */
	readonly onStop: (listener: () => void) => () => void;
	readonly runView: typeof runView;
	/** Milliseconds since 1970. */
	readonly now: () => number;
};
