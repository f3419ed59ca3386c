import type {ChunkFormat} from './chunk-format.ts';

/** Looks at single places of a process, wherever they are; what is not in memory is undefined and stays where it is. */
export type PeekMemory = {
	/** A word of the process at a multiple of its size. A value of 2^53 or more, which is no address, is rounded. */
	readonly word: (address: number) => number | undefined;
	readonly bytes: (address: number, length: number) => DataView<ArrayBuffer> | undefined;
	/** Lets go of what was read: what is asked for from now on is how it is from now on. */
	readonly forget: () => void;
};

/** Reads a word of a process. A value of 2^53 or more, which is no address, is rounded. */
export function readWord(view: DataView, offset: number, {wordSize}: Pick<ChunkFormat, 'wordSize'>): number {
	const low = view.getUint32(offset, true);
	return wordSize === 8 ? low + view.getUint32(offset + 4, true) * 2 ** 32 : low;
}

/**
 * Undoes the mangling of pointers in lists of free chunks, which glibc has since 2.32 ("safe linking", REVEAL_PTR of
 * malloc/malloc.c): the pointer is stored XOR its own place >> 12.
 */
export function revealPointer(place: number, stored: number): number {
	const mask = Math.floor(place / 0x1000);
	const low = ((stored >>> 0) ^ (mask >>> 0)) >>> 0;
	const high = (Math.floor(stored / 2 ** 32) ^ Math.floor(mask / 2 ** 32)) >>> 0;
	return high * 2 ** 32 + low;
}
