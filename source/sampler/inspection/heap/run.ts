import type {TakeChunk} from '../../../model/heap/follow-chunks.ts';
import type {Range} from '../../../model/inspection.ts';

/** A stretch of memory that holds chunks of one arena one after the other. */
export type Run = {
	/** In the main arena the first chunk is here or, where something else took memory before malloc did, further on. */
	readonly start: number;
	readonly end: number;
	readonly isMain: boolean;
	/** Whether others too may have mapped parts of it: what the main arena mapped where its heap could not grow. */
	readonly isShared: boolean;
};

/** Takes what a walk finds, each byte once. Addresses ascend within a run. */
export type RunSink = {
	readonly take: TakeChunk;
	readonly takeTop: (address: number, size: number) => void;
	/** Bytes that malloc keeps for itself. */
	readonly addOverhead: (bytes: number) => void;
	/** Bytes between chunks in which no chunk was found. */
	readonly addUnknown: (bytes: number) => void;
	/** Takes what of a shared run is not the arena's. */
	readonly addOthers: (range: Range) => void;
	readonly addInconsistency: (address: number, sentence: string) => void;
};

/** Takes nothing: for walks that look for one thing only. */
export const ignoreAll: RunSink = {
	take() {},
	takeTop() {},
	addOverhead() {},
	addUnknown() {},
	addOthers() {},
	addInconsistency() {},
};
