import type {MemoryType} from '../memory-type.ts';

/** What a region is, and why. Verdicts are constants: 60,000 regions share a few dozen. */
export type Verdict = {
	readonly type: MemoryType;
	/** Finer than the type: `shared library`, `thread stack`, `memfd`. */
	readonly kind: string;
	/** One short sentence that says why. */
	readonly evidence: string;
	/** True where type or kind follows from how things usually are, not from what the kernel or the program says. */
	readonly isInferred?: boolean;
};
