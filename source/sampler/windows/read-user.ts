import {readHandle, readPointer, readText, viewOf} from './structures/read-pointer.ts';
import {formatSid} from './structures/sid.ts';
import type {Handle, NativeBuffer, WindowsApi} from './windows-api.ts';

/** Names the user whose rights a process has. */
export type UserReader = (process: Handle) => string | undefined;

/** TOKEN_QUERY and TokenUser (winnt.h). */
const tokenQuery = 0x8;
const tokenUserClass = 1;

/** SECURITY_MAX_SID_SIZE is 68; TOKEN_USER adds 16 in front. */
const tokenUserSize = 128;

/** Makes a reader that asks for the name of each user once: Windows may have to ask another machine. */
export function createUserReader(api: WindowsApi): UserReader {
	const names = new Map<string, string>();
	return process => {
		const handle = new Uint8Array(8);
		if (!api.OpenProcessToken?.(process, tokenQuery, handle)) {
			return undefined;
		}

		const token = readHandle(viewOf(handle), 0);
		// Memory that never moves, for the structure points into itself.
		const buffer: NativeBuffer = new Uint8Array(new ArrayBuffer(tokenUserSize));
		const isRead = api.GetTokenInformation?.(token, tokenUserClass, buffer, tokenUserSize, new Uint8Array(4));
		api.CloseHandle(token);
		// TOKEN_USER: 0 PSID Sid, which points behind the structure, 8 DWORD Attributes.
		const sid = isRead ? formatSid(new DataView(buffer.buffer, 16)) : undefined;
		if (sid === undefined) {
			return undefined;
		}

		const name = names.get(sid) ?? lookUpName(api, readPointer(viewOf(buffer), 0)) ?? sid;
		names.set(sid, name);
		return name;
	};
}

/** The name of an account, by the address of its SID in this process. */
function lookUpName(api: WindowsApi, sid: number): string | undefined {
	const characters = 256;
	const [name, domain] = [new Uint8Array(characters * 2), new Uint8Array(characters * 2)];
	const [nameLength, domainLength] = [new Uint8Array(4), new Uint8Array(4)];
	viewOf(nameLength).setUint32(0, characters, true);
	viewOf(domainLength).setUint32(0, characters, true);
	const isFound = api.LookupAccountSidW?.(null, sid, name, nameLength, domain, domainLength, new Uint8Array(4));
	return isFound ? readText(name, 0, characters) : undefined;
}
