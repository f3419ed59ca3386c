import {viewOf} from './structures/read-pointer.ts';
import {currentProcess, type Handle, type WindowsApi} from './windows-api.ts';

/** STILL_ACTIVE (minwinbase.h): what GetExitCodeProcess gives for a process that runs. */
const stillActive = 259;

/** Whether a process that is held by a handle has ended; false where Windows does not tell. */
export function hasEnded(api: WindowsApi, handle: Handle): boolean {
	const code = new Uint8Array(4);
	const isRead = handle !== currentProcess && api.GetExitCodeProcess?.(handle, code) === 1;
	return isRead && viewOf(code).getUint32(0, true) !== stillActive;
}

/** Closes the handle of a process, unless it is the one of this process itself, which is not a real one. */
export function closeProcess(api: WindowsApi, handle: Handle): void {
	if (handle !== currentProcess) {
		api.CloseHandle(handle);
	}
}
