import type {PageState, Range} from '../model/inspection.ts';

/** The memory of one process, which is only ever read. */
export type ProcessMemory = {
	/** Bytes. */
	readonly pageSize: number;
	/**
	 * Runs of pages that are in memory, swapped out or guards, ascending; what lies between is not in memory. At most
	 * `most` of them. Where the system does not tell what is in memory, all that could be is `perhaps in memory`.
	 */
	readonly findPages: (range: Range, most?: number) => readonly PageRun[] | Refusal;
	/** Copies bytes into `into`. Gives how many came before one could not be read. */
	readonly read: (address: number, into: Uint8Array<ArrayBuffer>) => number | Refusal;
	/** All mappings, ascending, as they are now. */
	readonly listMappings: () => readonly Mapping[] | Refusal;
	readonly close: () => void;
};

export type Mapping = Range & {
	readonly isWritable: boolean;
	/** What is written to it is nobody else's. */
	readonly isPrivate: boolean;
	/** Path or name as the system has it; empty where there is none. */
	readonly path: string;
};

export type PageRun = KnownPageRun | (Range & {readonly state: 'perhaps in memory'});

/** A run where the system tells what is in memory, as Linux always does. */
export type KnownPageRun = Range & {
	readonly state: Extract<PageState, 'in memory' | 'swapped out' | 'a guard'>;
	/** Whether it is known to be the kernel's page of zeros, which all share that read what was never written. */
	readonly isZero?: boolean;
};

/** Why something cannot be done at all, and what would help. */
export type Refusal = {readonly kind: 'refusal'; readonly sentence: string};

export function isRefusal(value: unknown): value is Refusal {
	return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refusal';
}
