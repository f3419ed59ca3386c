import {readlinkSync} from 'node:fs';
import {decodeText} from './decode-text.ts';
import {type ElfIdentity, elfIdentitySize, parseElfIdentity} from './elf-identity.ts';
import {addressOf, close, openForReading, read} from './libc.ts';
import {unlessRefused} from './system-error.ts';

/** The path of the program of the process whose folder of /proc is `folder`; undefined where it may not be known. */
export function readExecutablePath(folder: string): string | undefined {
	return unlessRefused(() => decodeText(readlinkSync(`${folder}/exe`, {encoding: 'buffer'})));
}

const identity = new Uint8Array(elfIdentitySize);
const identityAddress = addressOf(identity);

/** The start of that program, for the architecture; undefined where it may not be read or is no ELF file. */
export function readExecutableIdentity(folder: string): ElfIdentity | undefined {
	const descriptor = openForReading(`${folder}/exe`);
	if (descriptor === -1) {
		return undefined;
	}

	const count = read(descriptor, identityAddress, identity.length);
	close(descriptor);
	return count === identity.length ? parseElfIdentity(identity) : undefined;
}
