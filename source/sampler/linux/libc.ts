import koffi from 'koffi';

/**
 * The C library that Node itself runs on, whichever that is. Pointers are passed as numbers: addresses of user space are
 * far below 2^53, and then a call allocates nothing.
 */
const libc = koffi.load(null);

const open: (path: string, flags: number) => number = libc.func('open', 'int', ['str', 'int']);
const poll: (entries: number, count: number, milliseconds: number) => number = libc.func('poll', 'int', [
	'uintptr_t',
	'unsigned long',
	'int',
]);
const syscall: (call: number, first: number, second: number) => number = libc.func('syscall', 'long', [
	'long',
	'long',
	'long',
]);

/** read(2): how many bytes it wrote to `address`, 0 at the end, or -1 and an error. */
export const read: (descriptor: number, address: number, length: number) => number = libc.func('read', 'intptr_t', [
	'int',
	'uintptr_t',
	'size_t',
]);

/** close(2). */
export const close: (descriptor: number) => number = libc.func('close', 'int', ['int']);

/** The error number of the call that has just failed: errno(3). */
export function lastError(): number {
	return koffi.errno();
}

/** Where the bytes of an array begin in memory. They stay there for as long as the array is in use. */
export function addressOf(array: Uint8Array<ArrayBuffer>): number {
	return Number(koffi.address(array));
}

/** O_RDONLY and O_CLOEXEC, which is 02000000 on every architecture that Node runs on. */
const readOnly = 0o2000000;

/** open(2) for reading: a descriptor, or -1 and an error. */
export function openForReading(path: string): number {
	return open(path, readOnly);
}

/** The number of pidfd_open(2), the same on every architecture that Node runs on. */
const pidfdOpenCall = 434;

/**
 * A descriptor of the process that has `pid` now, which never comes to mean another one, or -1 and an error: there is
 * no such process, or the kernel (before Linux 5.3) or a sandbox does not allow the call.
 */
export function openProcess(pid: number): number {
	return syscall(pidfdOpenCall, pid, 0);
}

/**
 * struct pollfd, 8 bytes: int fd; short events; short revents. A descriptor of a process has something to read (POLLIN)
 * once the process has ended.
 */
const pollEntry = new Uint8Array(8);
const pollDescriptor = new Int32Array(pollEntry.buffer, 0, 1);
const pollEvents = new Int16Array(pollEntry.buffer, 4, 2);
const pollEntryAddress = addressOf(pollEntry);
const somethingToRead = 1;

/** Whether the process of a descriptor from `openProcess` has ended, waited for by its parent or not. */
export function hasEnded(descriptor: number): boolean {
	pollDescriptor[0] = descriptor;
	pollEvents[0] = somethingToRead;
	return poll(pollEntryAddress, 1, 0) === 1;
}
