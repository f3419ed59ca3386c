import type {MemoryType} from '../memory-type.ts';

/** What a region is, and why. */
export type Verdict = {
	readonly type: MemoryType;
	/** Finer than the type: `DLL (ASLR)`, `NT heap segment`. */
	readonly kind: string;
	/** One short sentence that says why. */
	readonly evidence: string;
	/** True where type or kind follows from how things usually are, not from what Windows or the program says. */
	readonly isInferred?: boolean;
};
