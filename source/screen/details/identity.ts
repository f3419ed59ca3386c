import {isSpace} from '../../model/address-map/is-empty.ts';
import {describeChange} from '../../model/diff/describe-change.ts';
import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import {formatAddress} from '../../model/format.ts';
import {typeName} from '../../model/memory-type.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import {regionBlockCount, regionRunCount, type Snapshot, textAt} from '../../model/snapshot.ts';
import {sayStackUse} from '../../model/stack-use.ts';
import {bold, type Line} from '../line.ts';
import {measureOf} from './measure-of.ts';
import {wrapPair} from './pairs.ts';
import {rowRange} from './row-blocks.ts';
import {sayCommitted} from './say-committed.ts';

/** Where it is, what it is, and why. */
export function identityLines(snapshot: Snapshot, row: TreeRow, width: number): readonly Line[] {
	const {blocks, regions, process} = snapshot;
	const {start, end} = rowRange(snapshot, row);
	const protection = textAt(
		snapshot,
		row.kind === 'block' ? blocks.protection : regions.protection,
		row.kind === 'block' ? row.block : row.region,
	);
	const count = regionBlockCount(snapshot, row.region);
	const runs = isDiffSnapshot(snapshot) ? count : regionRunCount(snapshot, row.region);
	const place =
		row.kind === 'block'
			? `Block ${row.block - (regions.firstBlock[row.region] ?? 0) + 1} of ${count}`
			: `Region of ${count} block${count === 1 ? '' : 's'}${runs === count ? '' : ` in ${runs} runs of equal protection`}`;
	const digits = process.addressDigits;
	const isInferred = regions.isInferred[row.region] === 1;
	const pairs: readonly (readonly [string, string])[] = [
		['Range', `${formatAddress(start, digits)} - ${formatAddress(end, digits)}  ${protection}`],
		['State', stateOf(snapshot, row)],
		['Type', `${typeName(regions.type[row.region] ?? 0)}, ${textAt(snapshot, regions.kind, row.region)}`],
		['Details', textAt(snapshot, regions.details, row.region)],
		['Stack', row.kind === 'region' && !isDiffSnapshot(snapshot) ? (sayStackUse(snapshot, row.region) ?? '') : ''],
		['Part', row.kind === 'block' ? textAt(snapshot, blocks.details, row.block) : ''],
		['Change', isDiffSnapshot(snapshot) && row.kind === 'region' ? describeChange(snapshot, row.region) : ''],
		['Evidence', `${textAt(snapshot, regions.evidence, row.region)}${isInferred ? ' (inferred)' : ''}`],
	];
	return [[bold(place)], ...pairs.flatMap(([label, value]) => wrapPair(label, value, width))];
}

/** On Windows, of what is not free; in a diff measures are differences, which say nothing of it. */
function stateOf(snapshot: Snapshot, row: TreeRow): string {
	return snapshot.platform === 'windows' &&
		!isDiffSnapshot(snapshot) &&
		!isSpace(snapshot.regions.type[row.region] ?? 0)
		? sayCommitted(measureOf(snapshot, row, 'size'), measureOf(snapshot, row, 'committed'))
		: '';
}
