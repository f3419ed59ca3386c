import {isUnmapped} from './match-by-address.ts';
import type {Left} from './match-by-identity.ts';
import {match, type RegionMatches} from './matches.ts';
import {isSameFile, kindOf, protectionOf, type Side, typeOf} from './side.ts';

/**
 * Matches regions that have no name by what they lie next to: as far from a matched neighbour as before. So memory that
 * belongs to a library is found again in another run, where all addresses are others.
 */
export function matchByNeighbours(before: Side, after: Side, matches: RegionMatches, left: Left): void {
	if (left.beforeLeft.length === 0 || left.afterLeft.length === 0) {
		return;
	}

	const sides = {before: findNeighbours(before), after: findNeighbours(after)};
	const follow = (region: number, direction: 'previous' | 'next'): void => {
		const neighbour = sides.after[direction][region] ?? -1;
		const origin = matches.beforeOf[neighbour] ?? -1;
		const candidate = sides.before[direction === 'previous' ? 'next' : 'previous'][origin] ?? -1;
		if (
			matches.beforeOf[region] === -1 &&
			matches.originOf[region] === -1 &&
			matches.afterOf[candidate] === -1 &&
			matches.successorOf[candidate] === -1 &&
			isAlike(before, candidate, after, region) &&
			distance(before, origin, candidate, direction) === distance(after, neighbour, region, direction)
		) {
			match(matches, candidate, region);
		}
	};

	for (const region of left.afterLeft) {
		follow(region, 'previous');
	}

	for (const region of left.afterLeft.toReversed()) {
		follow(region, 'next');
	}
}

/** The mapped regions before and behind each mapped region, -1 where there is none. */
function findNeighbours(side: Side): {readonly previous: Int32Array; readonly next: Int32Array} {
	const count = side.start.length;
	const previous = new Int32Array(count).fill(-1);
	const next = new Int32Array(count).fill(-1);
	let last = -1;
	for (let region = 0; region < count; region++) {
		if (isUnmapped(side, region)) {
			continue;
		}

		previous[region] = last;
		if (last >= 0) {
			next[last] = region;
		}

		last = region;
	}

	return {previous, next};
}

function isAlike(before: Side, one: number, after: Side, other: number): boolean {
	return (
		typeOf(before, one) === typeOf(after, other) &&
		!isUnmapped(after, other) &&
		kindOf(before, one) === kindOf(after, other) &&
		protectionOf(before, one) === protectionOf(after, other) &&
		isSameFile(before, one, after, other)
	);
}

function distance({start, end}: Side, neighbour: number, region: number, direction: 'previous' | 'next'): number {
	return direction === 'previous'
		? (start[region] ?? 0) - (start[neighbour] ?? 0)
		: (end[neighbour] ?? 0) - (end[region] ?? 0);
}
