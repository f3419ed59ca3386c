import {createMatches, type Matches, match, type RegionMatches} from './matches.ts';
import {type Side, typeOf} from './side.ts';

/**
 * Finds for each block of one snapshot the same one in the other: at the same address in a region that is the same, or
 * that was split from it or merged into it; then, within matched regions, at the same distance from the start of the
 * region, and at last by protection and details in their order.
 */
export function matchBlocks(before: Side, after: Side, regions: RegionMatches): Matches {
	const matches = createMatches(before.snapshot.blocks.count, after.snapshot.blocks.count);
	matchSameAddress(before, after, regions, matches);
	for (let region = 0; region < after.start.length; region++) {
		const origin = regions.beforeOf[region] ?? -1;
		if (origin >= 0) {
			matchWithin(before, origin, after, region, matches);
		}
	}

	return matches;
}

function matchSameAddress(before: Side, after: Side, regions: RegionMatches, matches: Matches): void {
	const {start: beforeStart, region: beforeRegion, count: beforeCount} = before.snapshot.blocks;
	const {start: afterStart, region: afterRegion, count: afterCount} = after.snapshot.blocks;
	let one = 0;
	let other = 0;
	while (one < beforeCount && other < afterCount) {
		const distance = (beforeStart[one] ?? 0) - (afterStart[other] ?? 0);
		if (distance === 0) {
			const origin = beforeRegion[one] ?? 0;
			const region = afterRegion[other] ?? 0;
			if (regions.beforeOf[region] === origin || isPart(before, origin, after, region, regions)) {
				match(matches, one, other);
			}
		}

		one += distance <= 0 ? 1 : 0;
		other += distance >= 0 ? 1 : 0;
	}
}

/** Whether a region was split from another or merged into it. One of another type is counted in both types instead. */
function isPart(before: Side, origin: number, after: Side, region: number, regions: RegionMatches): boolean {
	return (
		(regions.originOf[region] === origin || regions.successorOf[origin] === region) &&
		typeOf(before, origin) === typeOf(after, region)
	);
}

function matchWithin(before: Side, origin: number, after: Side, region: number, matches: Matches): void {
	const ones = findLeft(before, origin, matches.afterOf);
	const others = ones.length === 0 ? [] : findLeft(after, region, matches.beforeOf);
	if (others.length === 0) {
		return;
	}

	if (before.start[origin] !== after.start[region]) {
		matchSameDistance(before, origin, ones, after, region, others, matches);
	}

	matchSameLooks(before, ones, after, others, matches);
	const [one, ...moreOnes] = ones.filter(row => matches.afterOf[row] === -1);
	const [other, ...moreOthers] = others.filter(row => matches.beforeOf[row] === -1);
	// The only block that is left on either side can only be the same one.
	if (one !== undefined && other !== undefined && moreOnes.length === 0 && moreOthers.length === 0) {
		match(matches, one, other);
	}
}

function findLeft({snapshot}: Side, region: number, matched: Int32Array): readonly number[] {
	const {firstBlock} = snapshot.regions;
	const end = firstBlock[region + 1] ?? 0;
	const rows: number[] = [];
	for (let row = firstBlock[region] ?? 0; row < end; row++) {
		if (matched[row] === -1) {
			rows.push(row);
		}
	}

	return rows;
}

function matchSameDistance(
	before: Side,
	origin: number,
	ones: readonly number[],
	after: Side,
	region: number,
	others: readonly number[],
	matches: Matches,
): void {
	const shift = (after.start[region] ?? 0) - (before.start[origin] ?? 0);
	let next = 0;
	for (const other of others) {
		const address = (after.snapshot.blocks.start[other] ?? 0) - shift;
		while (next < ones.length && (before.snapshot.blocks.start[ones[next] ?? 0] ?? 0) < address) {
			next++;
		}

		const one = ones[next];
		if (one !== undefined && before.snapshot.blocks.start[one] === address) {
			match(matches, one, other);
			next++;
		}
	}
}

/** How many blocks are looked at for one that looks the same. */
const lookAhead = 64;

function matchSameLooks(
	before: Side,
	ones: readonly number[],
	after: Side,
	others: readonly number[],
	matches: Matches,
): void {
	let next = 0;
	for (const other of others) {
		if (matches.beforeOf[other] !== -1) {
			continue;
		}

		const end = Math.min(ones.length, next + lookAhead);
		for (let index = next; index < end; index++) {
			const one = ones[index] ?? 0;
			if (matches.afterOf[one] === -1 && looksSame(before, one, after, other)) {
				match(matches, one, other);
				next = index + 1;
				break;
			}
		}
	}
}

function looksSame(before: Side, one: number, after: Side, other: number): boolean {
	const {blocks: ours} = before.snapshot;
	const {blocks: theirs} = after.snapshot;
	return (
		before.texts[ours.protection[one] ?? 0] === after.texts[theirs.protection[other] ?? 0] &&
		before.texts[ours.details[one] ?? 0] === after.texts[theirs.details[other] ?? 0]
	);
}
