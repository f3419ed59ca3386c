import type {JvmAccount} from './jvm/jvm-account.ts';

/**
 * What can be learned of a process besides its VMAs. A sampler gives what it may read; a recogniser that needs more than
 * that recognises nothing.
 */
export type Clues = {
	/** Every thread that lives; undefined where they cannot be listed. */
	readonly threads?: readonly ThreadClue[];
	readonly readWords?: ReadWords;
	readonly findPages?: FindPages;
	/** What a JVM has said its memory is, where it was asked. */
	readonly jvm?: JvmAccount;
	/** Bytes between two addresses that are in memory and that another process maps too; undefined where it is not told. */
	readonly countShared?: (start: number, end: number) => number | undefined;
};

/**
 * Eight words of 64 bits from an address of the process on, in its byte order. Only what is in memory is read, so that
 * nothing is brought in; undefined where nothing is, or where reading is not permitted.
 */
export type ReadWords = (address: number) => BigUint64Array | undefined;

/**
 * The runs of pages between two addresses that are in memory, swapped out or guards, ascending; what lies between is
 * nothing of that, or was read and never written, which smaps does not count either. Undefined where the kernel does not tell.
 */
export type FindPages = (
	start: number,
	end: number,
) =>
	| readonly {
			readonly start: number;
			readonly end: number;
			readonly state: 'in memory' | 'swapped out' | 'a guard';
	  }[]
	| undefined;

export type ThreadClue = {
	readonly tid: number;
	/** As the kernel has it: at most 15 bytes. */
	readonly name: string;
	/** Where its stack pointer was when the thread was last seen to wait; undefined where it never was. */
	readonly stackPointer: number | undefined;
};
