import {isUnmapped} from './match-by-address.ts';
import {match, type RegionMatches} from './matches.ts';
import {detailsOf, fileBlock, kindOf, type Side, typeOf} from './side.ts';

/** The rows that no pass has found anything for yet. */
export type Left = {
	readonly beforeLeft: readonly number[];
	readonly afterLeft: readonly number[];
};

/**
 * Matches regions by what they are, wherever they lie: the same place in the same file; then a name that only one region
 * has on each side, such as a path, a thread or a heap.
 */
export function matchByIdentity(before: Side, after: Side, matches: RegionMatches, left: Left): void {
	matchByKey(before, after, matches, left, fileKey);
	const rest = {
		beforeLeft: left.beforeLeft.filter(region => matches.afterOf[region] === -1),
		afterLeft: left.afterLeft.filter(region => matches.beforeOf[region] === -1),
	};
	if (rest.beforeLeft.length > 0 && rest.afterLeft.length > 0) {
		const isUsedOnce = findNamesUsedOnce(before, after);
		matchByKey(before, after, matches, rest, (side, region) => nameKey(side, region, isUsedOnce));
	}
}

/** Matches regions with equal keys: first those of equal size, then the others in their order. */
function matchByKey(
	before: Side,
	after: Side,
	matches: RegionMatches,
	{beforeLeft, afterLeft}: Left,
	keyOf: (side: Side, region: number) => string | undefined,
): void {
	const candidates = new Map<string, number[]>();
	for (const region of beforeLeft) {
		const key = keyOf(before, region);
		if (key !== undefined) {
			const known = candidates.get(key);
			if (known) {
				known.push(region);
			} else {
				candidates.set(key, [region]);
			}
		}
	}

	if (candidates.size === 0) {
		return;
	}

	const wanted = afterLeft.flatMap(region => {
		const regions = candidates.get(keyOf(after, region) ?? '');
		return regions ? [{region, regions}] : [];
	});
	for (const mustBeEqual of [true, false]) {
		for (const {region, regions} of wanted) {
			if (matches.beforeOf[region] === -1) {
				takeCandidate(before, after, matches, region, regions, mustBeEqual);
			}
		}
	}
}

/** How many candidates are looked at for one of equal size: a file can be mapped thousands of times at one offset. */
const lookAhead = 64;

function takeCandidate(
	before: Side,
	after: Side,
	matches: RegionMatches,
	region: number,
	candidates: number[],
	mustBeEqual: boolean,
): void {
	const size = extent(after, region);
	const index = candidates
		.slice(0, lookAhead)
		.findIndex(candidate => !mustBeEqual || extent(before, candidate) === size);
	const found = candidates[index];
	if (found !== undefined) {
		candidates.splice(index, 1);
		match(matches, found, region);
	}
}

function extent({start, end}: Side, region: number): number {
	return (end[region] ?? 0) - (start[region] ?? 0);
}

/** Type, device, inode and offset of a region that maps a file. */
function fileKey(side: Side, region: number): string | undefined {
	const row = fileBlock(side.snapshot, region);
	const {linux} = side.snapshot.blocks;
	return row < 0 || !linux
		? undefined
		: `${typeOf(side, region)} ${side.texts[linux.device[row] ?? 0]} ${linux.inode[row]} ${linux.offset[row]}`;
}

/** Type, kind and details of a region, where the details say which one it is. */
function nameKey(side: Side, region: number, isUsedOnce: (details: number) => boolean): string | undefined {
	const details = detailsOf(side, region);
	return isUsedOnce(details) && !isUnmapped(side, region)
		? `${typeOf(side, region)} ${kindOf(side, region)} ${details}`
		: undefined;
}

/** Tells which details are those of exactly one region on each side; many regions may have a name such as `[anon:v8]`. */
function findNamesUsedOnce(before: Side, after: Side): (details: number) => boolean {
	const [beforeUses, afterUses] = [before, after].map(side => {
		const uses = new Map<number, number>();
		for (let region = 0; region < side.start.length; region++) {
			const details = detailsOf(side, region);
			uses.set(details, (uses.get(details) ?? 0) + 1);
		}

		return uses;
	});
	return details => details !== 0 && beforeUses?.get(details) === 1 && afterUses?.get(details) === 1;
}
