import type {Clues} from '../clues.ts';
import type {Verdict} from '../verdict.ts';
import type {VmaScan} from '../vma-scan.ts';

/**
 * Knows what memory of one origin looks like. It is asked once a sample whether its origin can be in the process at all,
 * and answers with a function that is asked about each region; undefined where it cannot be there.
 */
export type Recogniser = {
	/** What it looks for, as it stands in the evidence of memory that nobody recognised. */
	readonly looksFor: string;
	readonly begin: (subject: Subject) => Recognise | undefined;
};

/** Says what a region is, or undefined where it is something else or cannot be told. */
export type Recognise = (region: Unrecognised) => Verdict | undefined;

/** The process in which things are recognised. */
export type Subject = {
	readonly scan: VmaScan;
	readonly clues: Clues;
	/** All arguments, joined by blanks; empty where they are not known. */
	readonly command: string;
	/** Whether the path of any mapping matches. */
	readonly mapsFile: (pattern: RegExp) => boolean;
};

/** A region of which no name and no flag has said what it is for. */
export type Unrecognised = {
	/** Rows of VMAs: the first, and the one after the last. */
	readonly first: number;
	readonly end: number;
	/** Addresses in bytes: the first, and the one after the last. */
	readonly start: number;
	readonly limit: number;
	/** What is known so far: `anonymous`, `reserved`, `JIT code`, `shared anonymous`... */
	readonly kind: string;
};
