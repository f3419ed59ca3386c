import {decodeText} from './decode-text.ts';

/**
 * Parses /proc/PID/cmdline into arguments joined by blanks; undefined where there is none, as for kernel threads and
 * zombies. A NUL ends each argument; a process that writes a title of its own there may leave many at the end.
 *
 * sleep\0 60\0
 */
export function parseCommandLine(bytes: Uint8Array): string | undefined {
	let end = bytes.length;
	while (end > 0 && bytes[end - 1] === 0) {
		end--;
	}

	return end === 0 ? undefined : decodeText(bytes.subarray(0, end)).replaceAll('\0', ' ');
}
