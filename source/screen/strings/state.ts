import type {Range, StringBatch} from '../../model/inspection.ts';
import type {StringOrder} from '../../model/strings/string-list.ts';
import type {TextField} from '../text-field.ts';

/** `isPresenceKnown`: the total is what is in memory, else what could be. */
type Progress = {readonly done: number; readonly total: number; readonly isPresenceKnown: boolean};

/** The strings of a region, or of all memory. */
export type StringsTool = {
	readonly kind: 'strings';
	/** What the region is called, escaped, and its addresses. */
	readonly title: string;
	readonly region: readonly Range[];
	/** Whether the whole memory of the process is searched and not the region. */
	readonly isAll: boolean;
	/** Names the search that runs or ran last. */
	readonly search: number;
	/** Characters that a string has at least. */
	readonly minimum: number;
	/** What was searched for; empty for all strings. */
	readonly text: string;
	readonly batches: readonly StringBatch[];
	/** Bytes that were searched, of how many; undefined until the first answer. */
	readonly progress: Progress | undefined;
	/** Why the search has ended; undefined while it goes on. */
	readonly end: 'complete' | 'full' | 'stopped' | 'refused' | undefined;
	/** Why nothing can be searched. */
	readonly refusal: string | undefined;
	/** What is shown must hold this. */
	readonly filter: TextField;
	readonly isTyping: boolean;
	readonly order: StringOrder;
	readonly row: number;
	readonly top: number;
};
