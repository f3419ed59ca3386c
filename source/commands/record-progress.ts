import type {RecordingWriter} from '../formats/recording/create-recording.ts';
import type {RecordCommand} from './command.ts';
import {createProgressLine, type ErrorTerminal} from './progress-line.ts';

/** In milliseconds: the time counts on, however far apart the snapshots are. */
const refreshInterval = 1000;

export type Progress = {
	/** Leaves the line with what has been recorded and, where it is not empty, the reason why it ended. */
	readonly end: (reason: string) => void;
	readonly close: () => void;
};

/** Shows on a terminal how far a recording is: `app.vmmap: 312 snapshots, 1.2 MB, 0:48 left`. */
export function showProgress(
	{file, durationSeconds}: RecordCommand,
	{snapshotCount, bytesOnDisk}: RecordingWriter,
	terminal: ErrorTerminal,
): Progress {
	const startTime = performance.now();
	const line = createProgressLine(terminal);
	const describe = (rest: string): string => {
		const count = snapshotCount();
		const parts = [`${count} ${count === 1 ? 'snapshot' : 'snapshots'}`, describeBytes(bytesOnDisk()), rest];
		return `${file}: ${parts.filter(part => part !== '').join(', ')}`;
	};

	const show = (): void => {
		const seconds = Math.floor((performance.now() - startTime) / 1000);
		const time =
			durationSeconds === undefined
				? `${describeSeconds(seconds)}, Ctrl+C ends it`
				: `${describeSeconds(Math.max(0, Math.ceil(durationSeconds) - seconds))} left`;
		line.show(describe(time));
	};

	show();
	const timer = setInterval(show, refreshInterval);
	return {
		end: reason => line.end(describe(reason)),
		close: () => clearInterval(timer),
	};
}

/** `312 KB`, `1.2 MB`. */
function describeBytes(bytes: number): string {
	const kilobytes = bytes / 1024;
	return kilobytes < 1024 ? `${Math.ceil(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** `0:48`, `1:00:05`. */
function describeSeconds(total: number): string {
	const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
	const rest = `${String(seconds).padStart(2, '0')}`;
	return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
