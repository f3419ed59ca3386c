import {readHandle, viewOf} from './structures/read-pointer.ts';
import {currentProcess, notAllAssigned, type WindowsApi} from './windows-api.ts';

/** TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY (winnt.h). */
const adjustRights = 0x28;
const privilegeEnabled = 2;

/**
 * Switches SeDebugPrivilege on for this process: with it, processes of other users can be opened. False where the user
 * does not hold it; administrators do, in a terminal that was started as Administrator.
 */
export function enableDebugPrivilege(api: WindowsApi): boolean {
	const handle = new Uint8Array(8);
	const luid = new Uint8Array(8);
	if (!api.OpenProcessToken?.(currentProcess, adjustRights, handle)) {
		return false;
	}

	const token = readHandle(viewOf(handle), 0);
	try {
		if (!api.LookupPrivilegeValueW?.(null, 'SeDebugPrivilege', luid)) {
			return false;
		}

		// TOKEN_PRIVILEGES (winnt.h): 0 DWORD PrivilegeCount, 4 LUID Luid, 12 DWORD Attributes.
		const privileges = new Uint8Array(16);
		viewOf(privileges).setUint32(0, 1, true);
		privileges.set(luid, 4);
		viewOf(privileges).setUint32(12, privilegeEnabled, true);
		// The call succeeds even where it changes nothing; the last error tells.
		const isAdjusted = api.AdjustTokenPrivileges?.(token, 0, privileges, privileges.length, null, null) === 1;
		return isAdjusted && api.GetLastError() !== notAllAssigned;
	} finally {
		api.CloseHandle(token);
	}
}
