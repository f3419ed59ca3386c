import type {Snapshot} from '../snapshot.ts';
import {createTextUnion} from '../text-union.ts';
import {type DiffRows, listRows} from './diff-rows.ts';
import {findChanges} from './find-changes.ts';
import {matchBlocks} from './match-blocks.ts';
import {matchRegions} from './match-regions.ts';
import type {RegionMatches} from './matches.ts';
import {makeSide, type Side} from './side.ts';

/** What happened between two snapshots, region by region and block by block. */
export type SnapshotDiff = {
	readonly before: Side;
	readonly after: Side;
	/** The texts of both sides. */
	readonly strings: readonly string[];
	readonly matches: RegionMatches;
	/** The regions and blocks of both sides in one list. */
	readonly rows: DiffRows;
	/** A row of `changes` for each region of the list. */
	readonly regionChanges: Uint8Array<ArrayBuffer>;
	/** A row of `changes` for each block of the list. */
	readonly blockChanges: Uint8Array<ArrayBuffer>;
};

/** Compares two snapshots of one platform. Neither is changed; the diff keeps both. */
export function diffSnapshots(before: Snapshot, after: Snapshot): SnapshotDiff {
	const union = createTextUnion();
	const sides = {
		after: makeSide(after, union.unite(after.strings)),
		before: makeSide(before, union.unite(before.strings)),
	};
	const matches = matchRegions(sides.before, sides.after);
	const blocks = matchBlocks(sides.before, sides.after, matches);
	const rows = listRows(sides.before, sides.after, matches, blocks);
	return {
		...sides,
		strings: union.strings(),
		matches,
		rows,
		...findChanges(sides.before, sides.after, matches, rows),
	};
}
