import type {Left} from './match-by-identity.ts';
import {match, type RegionMatches} from './matches.ts';
import {isSameFile, type Side, typeOf} from './side.ts';

/**
 * Looks what else of the same type lay at the addresses of a region: a region that is left there is the same one, which
 * grew or shrank at its lower end; a matched one is what it was split from or merged into.
 */
export function matchByOverlap(before: Side, after: Side, matches: RegionMatches, {beforeLeft, afterLeft}: Left): void {
	let first = 0;
	for (const region of afterLeft) {
		first = skipTo(before, first, after.start[region] ?? 0);
		const {unmatched, matched} = findLargestOverlap(
			after,
			region,
			before,
			first,
			row => isTaken(matches.afterOf, matches.successorOf, row),
			row => isSameFile(before, row, after, region),
		);
		if (unmatched >= 0) {
			match(matches, unmatched, region);
		} else {
			matches.originOf[region] = matched;
		}
	}

	first = 0;
	for (const region of beforeLeft) {
		first = skipTo(after, first, before.start[region] ?? 0);
		if (matches.afterOf[region] === -1) {
			const {matched} = findLargestOverlap(
				before,
				region,
				after,
				first,
				row => isTaken(matches.beforeOf, matches.originOf, row),
				row => isSameFile(before, region, after, row),
			);
			matches.successorOf[region] = matched;
		}
	}
}

function isTaken(matched: Int32Array, linked: Int32Array, row: number): boolean {
	return matched[row] !== -1 || linked[row] !== -1;
}

/** The first region from `region` on that ends above an address. */
function skipTo({end}: Side, region: number, address: number): number {
	let row = region;
	while (row < end.length && (end[row] ?? 0) <= address) {
		row++;
	}

	return row;
}

/** Of the regions of the other side that overlap with one and could be it: the largest with and without a match. */
function findLargestOverlap(
	own: Side,
	region: number,
	other: Side,
	first: number,
	isTakenRow: (row: number) => boolean,
	isSameThing: (row: number) => boolean,
): {readonly unmatched: number; readonly matched: number} {
	const start = own.start[region] ?? 0;
	const end = own.end[region] ?? 0;
	const found = {unmatched: -1, matched: -1};
	const largest = {unmatched: 0, matched: 0};
	for (let row = first; row < other.start.length && (other.start[row] ?? 0) < end; row++) {
		if (typeOf(own, region) !== typeOf(other, row) || !isSameThing(row)) {
			continue;
		}

		const overlap = Math.min(end, other.end[row] ?? 0) - Math.max(start, other.start[row] ?? 0);
		const kind = isTakenRow(row) ? 'matched' : 'unmatched';
		if (overlap > largest[kind]) {
			largest[kind] = overlap;
			found[kind] = row;
		}
	}

	return found;
}
