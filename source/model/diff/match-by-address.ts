import {type MemoryType, typeCode} from '../memory-type.ts';
import {match, type RegionMatches} from './matches.ts';
import {isSameFile, type Side, typeOf} from './side.ts';

const unmappedTypes: ReadonlySet<number> = new Set((['Free', 'Unusable'] satisfies MemoryType[]).map(typeCode));

/** Whether a region is address space that nothing is mapped at. */
export function isUnmapped(side: Side, region: number): boolean {
	return unmappedTypes.has(typeOf(side, region));
}

/**
 * Matches regions that begin at the same address, unless one of them is another file or unmapped. Where only the type
 * differs, the two are linked: such a region is counted in both types.
 */
export function matchByAddress(before: Side, after: Side, matches: RegionMatches): void {
	const beforeCount = before.start.length;
	const afterCount = after.start.length;
	let one = 0;
	let other = 0;
	while (one < beforeCount && other < afterCount) {
		const distance = (before.start[one] ?? 0) - (after.start[other] ?? 0);
		if (distance === 0) {
			linkSameAddress(before, one, after, other, matches);
		}

		one += distance <= 0 ? 1 : 0;
		other += distance >= 0 ? 1 : 0;
	}
}

function linkSameAddress(before: Side, one: number, after: Side, other: number, matches: RegionMatches): void {
	const isSameType = typeOf(before, one) === typeOf(after, other);
	if (
		(!isSameType && (isUnmapped(before, one) || isUnmapped(after, other))) ||
		!isSameFile(before, one, after, other)
	) {
		return;
	}

	if (isSameType) {
		match(matches, one, other);
	} else {
		matches.originOf[other] = one;
		matches.successorOf[one] = other;
	}
}
