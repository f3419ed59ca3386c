/** Addresses from `start` up to but not including `end`, both at the edge of a page. */
export type Range = {readonly start: number; readonly end: number};

/** What the screen asks of the memory of a live process. Nothing of it writes into the process. */
export type Inspection =
	/** The bytes of a few pages, and where the next page in memory is after them, up to `limit`. */
	| ({readonly kind: 'read'; readonly limit: number} & Range)
	/** All bytes of a range into a new file; what is not in memory becomes zeros. */
	| ({readonly kind: 'save'; readonly file: string} & Range);

/** What came of it. */
export type Finding =
	| {
			readonly kind: 'bytes';
			readonly start: number;
			/** From `start` on; zeros where nothing was read. */
			readonly bytes: Uint8Array<ArrayBuffer>;
			/** What each page of it is, a row of `pageStates`. */
			readonly pages: Uint8Array<ArrayBuffer>;
			readonly pageSize: number;
			/** The first page in memory behind them; undefined where there is none. */
			readonly next: number | undefined;
	  }
	| {
			readonly kind: 'saved';
			readonly file: string;
			/** Bytes of the file, and how many of them were in memory. */
			readonly size: number;
			readonly resident: number;
	  }
	/** Nothing came of it: why, and what would help. */
	| {readonly kind: 'refused'; readonly inspection: Inspection['kind']; readonly sentence: string};

/** What can be said of a page. Only those in memory are ever read, so that nothing is brought in. */
export const pageStates = ['not in memory', 'in memory', 'swapped out', 'a guard', 'unreadable'] as const;

export type PageState = (typeof pageStates)[number];

/** The row of a state in `pageStates`: how it is stored. */
export function pageStateCode(state: PageState): number {
	return pageStates.indexOf(state);
}
