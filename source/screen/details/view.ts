import {isSpace} from '../../model/address-map/is-empty.ts';
import type {RangeFacts} from '../../model/inspection.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import type {Line} from '../line.ts';
import {fileLines} from './file.ts';
import {identityLines} from './identity.ts';
import {insightLines} from './insights.ts';
import {measureLines} from './measures.ts';
import {smapsLines} from './smaps.ts';

/** Everything that is known of one region or block, as lines of at most `width` cells. */
export function viewDetails(snapshot: Snapshot, row: TreeRow, facts: RangeFacts, width: number): readonly Line[] {
	const isMapped = !isSpace(snapshot.regions.type[row.region] ?? 0);
	return [
		...identityLines(snapshot, row, width),
		...(isMapped ? fileLines(snapshot, row, facts, width) : []),
		...(isMapped ? insightLines(snapshot, row, width) : []),
		...measureLines(snapshot, row, width),
		...(isMapped ? smapsLines(snapshot, row, width) : []),
	];
}
