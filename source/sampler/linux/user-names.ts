import {decodeText} from './decode-text.ts';
import {readFile} from './read-file.ts';

/** The name of a user, or the number as text where it has none. */
export type NameUser = (user: number) => string;

/**
 * Parses /etc/passwd into names by user number. Of users with one number, the first counts, as for getpwuid(3).
 *
 * postgres:x:113:120:PostgreSQL administrator:/var/lib/postgresql:/bin/bash
 */
export function parsePasswd(bytes: Uint8Array): ReadonlyMap<number, string> {
	const names = new Map<number, string>();
	for (const line of decodeText(bytes).split('\n')) {
		const [name, , user] = line.split(':');
		if (name && user && /^\d+$/v.test(user) && !names.has(Number(user))) {
			names.set(Number(user), name);
		}
	}

	return names;
}

/** Makes a function that knows the users of this machine. It reads them when it is first asked. */
export function createNameUser(): NameUser {
	let names: ReadonlyMap<number, string> | undefined;
	return user => {
		if (!names) {
			const passwd = readFile('/etc/passwd');
			names = passwd.kind === 'read' ? parsePasswd(passwd.bytes) : new Map();
		}

		return names.get(user) ?? String(user);
	};
}
