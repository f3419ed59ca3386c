import type {Clues} from '../clues.ts';
import type {Verdict} from '../verdict.ts';
import type {VmaScan} from '../vma-scan.ts';

/** What is known of memory of one origin, and from where: a row of the table in docs/recognisers.md. */
export type Knowledge = {
	/** That of its file. */
	readonly name: string;
	/** What it looks for, as it also stands in the evidence of memory that nobody recognised. */
	readonly looksFor: string;
	/** Every verdict that it gives. */
	readonly claims: readonly Verdict[];
	/** What makes a claim certain, and what may be mistaken for it. */
	readonly howSure: string;
	/** The source files, manuals and measurements behind it. */
	readonly source: string;
};

/**
 * Knows what memory of one origin looks like: by its contents, by everything else, or by both. Each is asked once a
 * sample whether its origin can be in the process at all, and answers with a function that is asked of each region;
 * undefined where it cannot be there.
 */
export type Recogniser = Knowledge & {
	/** Contents that lie in a region piece by piece, beside those of others. */
	readonly pieces?: Pieces;
	readonly begin?: (subject: Subject) => Recognise | undefined;
};

/** The kind of memory of which nobody knows anything. */
export const unknownKind = 'anonymous';

/**
 * Says what a region is, or undefined where it is something else or cannot be told. A verdict of the unknown kind takes
 * back what the shape of the region said, and the others are asked on.
 */
export type Recognise = (region: Unrecognised) => Verdict | undefined;

/** Contents of which each piece says how long it is. */
export type Pieces = {
	/** Nothing else is in the region. */
	readonly whole: Verdict;
	/** More than half of it or of what is in memory of it, or all that was looked at of a region of very many pieces. */
	readonly most: Verdict;
	readonly measure: (subject: Subject) => MeasurePiece | undefined;
};

/**
 * Tells from what is written at an address what begins there, and its length in bytes; 0 where it is something else.
 * What was mapped one after the other is one VMA to the kernel, so that contents are read one after the other too.
 */
export type MeasurePiece = (address: number) => number;

/** The process in which things are recognised. */
export type Subject = {
	readonly scan: VmaScan;
	readonly clues: Clues;
	/** Whether the path of any mapping matches; of a file that was deleted, as an upgrade does, the path that it had. */
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
