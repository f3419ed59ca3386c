import type {ReadWords} from '../clues.ts';

/** How far below the end of a stack glibc may have put it: static thread-local storage lies behind it. */
const farthest = 0x2000;

/** glibc aligns it so (TCB_ALIGNMENT), and this is how much is read at a time. */
const alignment = 64;

/**
 * The id of the thread whose stack ends at `limit`, by the descriptor that glibc keeps there on x86-64 (struct pthread of
 * nptl/descr.h); 0 of a stack that glibc keeps for the next thread, and undefined where there is none or it cannot be read.
 *
 *       0  tcb: its own address
 *      16  self: its own address again
 *     720  tid; the kernel clears it when the thread ends
 */
export function findThreadId(limit: number, readWords: ReadWords): number | undefined {
	for (let address = limit - alignment; address >= limit - farthest; address -= alignment) {
		const words = readWords(address);
		if (words?.[0] === BigInt(address) && words[2] === BigInt(address)) {
			const [, , tid] = readWords(address + tidPlace) ?? [];
			return tid === undefined ? undefined : Number(BigInt.asUintN(32, tid));
		}
	}

	return undefined;
}

/** Where the 64 bytes begin that hold the id, as their third word. */
const tidPlace = 704;
