import {fileError} from './command-error.ts';

/** Windows gives the same code where another program has opened the file for itself: it can be neither read nor replaced. */
const denied =
	process.platform === 'win32' ? 'permission is denied, or another program has it open' : 'permission is denied';

/** What the system's error codes mean for a file that someone wanted to read or write. See errno(3). */
const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file or folder',
	ENOTDIR: 'a part of its path is a file, not a folder',
	EISDIR: 'it is a folder',
	EACCES: denied,
	EPERM: denied,
	EBUSY: 'another program has it open',
	EROFS: 'the file system is read-only',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	EFBIG: 'the file would be too large',
	EMFILE: 'too many files are open',
	ENAMETOOLONG: 'its name is too long',
	ELOOP: 'its symbolic links lead in a circle',
	EIO: 'the disk failed',
};

/** Turns what the system said of a file into a sentence; what is no answer of the system is given back as it is. */
export function explainFileError(error: unknown, file: string, verb: 'read' | 'written'): unknown {
	if (!isSystemError(error)) {
		return error;
	}

	return fileError(`${file} cannot be ${verb}: ${reasons[error.code] ?? `the system says ${error.code}`}.`);
}

/** Whether a call to the system failed, and which of its codes it gave. */
export function isSystemError(error: unknown): error is Error & {readonly code: string} {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
