import koffi from 'koffi';
import {addressOf} from '../libc.ts';

const libc = koffi.load(null);

/** ioctl(2) with a pointer: what it answers, or -1 and an error. */
export const ioctl: (descriptor: number, request: number, address: number) => number = libc.func('ioctl', 'int', [
	'int',
	'unsigned long',
	'uintptr_t',
]);

/** pread(2): how many bytes it wrote to `address`, 0 at the end, or -1 and an error. */
export const readAt: (descriptor: number, address: number, length: number, offset: number) => number = libc.func(
	'pread',
	'intptr_t',
	['int', 'uintptr_t', 'size_t', 'int64_t'],
);

const processVmReadv: (
	pid: number,
	local: number,
	localCount: number,
	remote: number,
	remoteCount: number,
	flags: number,
) => number = libc.func('process_vm_readv', 'intptr_t', [
	'int',
	'uintptr_t',
	'unsigned long',
	'uintptr_t',
	'unsigned long',
	'unsigned long',
]);

const syscall: (
	call: number,
	descriptor: number,
	vectors: number,
	count: number,
	advice: number,
	flags: number,
) => number = libc.func('syscall', 'long', ['long', 'long', 'uintptr_t', 'unsigned long', 'long', 'long']);

/** Two of struct iovec, 16 bytes each: void *iov_base; size_t iov_len. First ours, then theirs. */
const vectors = new BigUint64Array(4);
const vectorsAddress = addressOf(new Uint8Array(vectors.buffer));
const vectorSize = 16;

/**
 * process_vm_readv(2): copies from an address of another process to one of ours. Gives how many bytes it copied, fewer
 * where a page cannot be read, or -1 and an error.
 */
export function copyFromProcess(pid: number, from: number, to: number, length: number): number {
	vectors[0] = BigInt(to);
	vectors[1] = BigInt(length);
	vectors[2] = BigInt(from);
	vectors[3] = BigInt(length);
	return processVmReadv(pid, vectorsAddress, 1, vectorsAddress + vectorSize, 1, 0);
}

/** The number of process_madvise(2), the same on every architecture that Node runs on, and MADV_PAGEOUT. */
const processMadvise = 440;
const pageOut = 21;

/**
 * process_madvise(2) with MADV_PAGEOUT: asks for pages of the process of a descriptor to be swapped out or, where a
 * file backs them, dropped. Gives how many bytes were advised, or -1 and an error.
 */
export function advisePageOut(descriptor: number, start: number, length: number): number {
	vectors[0] = BigInt(start);
	vectors[1] = BigInt(length);
	return syscall(processMadvise, descriptor, vectorsAddress, 1, pageOut, 0);
}
