import {matchByAddress} from './match-by-address.ts';
import {matchByIdentity} from './match-by-identity.ts';
import {matchByNeighbours} from './match-by-neighbours.ts';
import {matchByOverlap} from './match-by-overlap.ts';
import {createRegionMatches, findUnmatched, type RegionMatches} from './matches.ts';
import type {Side} from './side.ts';

/**
 * Finds for each region of one snapshot the same one in the other. Most lie where they were, which one pass finds;
 * only what is left is looked for by what it is, by what it overlaps, and at last by what it lies next to.
 */
export function matchRegions(before: Side, after: Side): RegionMatches {
	const matches = createRegionMatches(before.snapshot.regions.count, after.snapshot.regions.count);
	matchByAddress(before, after, matches);
	for (const pass of [matchByIdentity, matchByOverlap, matchByNeighbours]) {
		const beforeLeft = findUnmatched(matches.afterOf, matches.successorOf);
		const afterLeft = findUnmatched(matches.beforeOf, matches.originOf);
		if (beforeLeft.length === 0 && afterLeft.length === 0) {
			break;
		}

		pass(before, after, matches, {beforeLeft, afterLeft});
	}

	return matches;
}
