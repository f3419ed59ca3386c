/** Which row of one snapshot is which row of the other; -1 where there is none. */
export type Matches = {
	/** A row of before for each row of after. */
	readonly beforeOf: Int32Array<ArrayBuffer>;
	/** A row of after for each row of before. */
	readonly afterOf: Int32Array<ArrayBuffer>;
};

/** The matches of regions, and what is known of those without a match. */
export type RegionMatches = Matches & {
	/** For a region of after: the region of before that it was a part of, or that it was with another type. */
	readonly originOf: Int32Array<ArrayBuffer>;
	/** For a region of before: the region of after that it is now a part of, or that it is with another type. */
	readonly successorOf: Int32Array<ArrayBuffer>;
};

/** Begins without any match. */
export function createMatches(beforeCount: number, afterCount: number): Matches {
	return {
		beforeOf: new Int32Array(afterCount).fill(-1),
		afterOf: new Int32Array(beforeCount).fill(-1),
	};
}

/** Begins without any match or link. */
export function createRegionMatches(beforeCount: number, afterCount: number): RegionMatches {
	return {
		...createMatches(beforeCount, afterCount),
		originOf: new Int32Array(afterCount).fill(-1),
		successorOf: new Int32Array(beforeCount).fill(-1),
	};
}

/** Notes that a row of before and a row of after are the same thing. */
export function match({beforeOf, afterOf}: Matches, before: number, after: number): void {
	beforeOf[after] = before;
	afterOf[before] = after;
}

/** The rows that have no match in a column of matches, but those that `links` tells more of. */
export function findUnmatched(column: Int32Array, links?: Int32Array): readonly number[] {
	const rows: number[] = [];
	for (let row = 0; row < column.length; row++) {
		if (column[row] === -1 && (links === undefined || links[row] === -1)) {
			rows.push(row);
		}
	}

	return rows;
}
