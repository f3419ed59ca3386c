import type {Command} from './keys.ts';
import type {Status} from './status.ts';

/** What asks something of a process that runs. What looks into one says itself that there is none. */
const liveCommands: ReadonlySet<Command> = new Set<Command>([
	'refresh',
	'pause',
	'shortenInterval',
	'lengthenInterval',
	'emptyWorkingSet',
	'askJvm',
]);

/** Why a command can do nothing now, a sentence; undefined where it can. */
export function explainLiveCommand(command: Command, {kind}: Status): string | undefined {
	if (!liveCommands.has(command)) {
		return undefined;
	}

	if (kind === 'file') {
		return 'This is a file: there is no process to ask for anything.';
	}

	return kind === 'ended' ? 'The process has ended: there is nothing left to ask.' : undefined;
}
