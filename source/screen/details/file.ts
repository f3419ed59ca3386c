import type {RangeFacts} from '../../model/inspection.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import {sayBytes} from '../../model/say.ts';
import {type Snapshot, textAt} from '../../model/snapshot.ts';
import type {Line} from '../line.ts';
import {wrapPair} from './pairs.ts';
import {rowBlocks} from './row-blocks.ts';

/** What backs it: the file and its names, and the NUMA nodes on which its pages lie. */
export function fileLines(
	snapshot: Snapshot,
	row: TreeRow,
	{buildId = '', soname = '', nodes}: RangeFacts,
	width: number,
): readonly Line[] {
	const {linux} = snapshot.blocks;
	const [first] = rowBlocks(snapshot, row);
	const inode = linux?.inode[first] ?? 0;
	const offset = linux?.offset[first] ?? 0;
	const pairs: readonly (readonly [string, string])[] = [
		...(linux && inode > 0
			? ([
					['File offset', offset === 0 ? '0 bytes' : `${offset} bytes (0x${offset.toString(16)})`],
					['Device', `${textAt(snapshot, linux.device, first)}, inode ${inode}`],
				] as const)
			: []),
		['Build id', buildId],
		['Soname', soname],
		['NUMA nodes', nodes ? sayNodes(nodes) : ''],
	];
	return pairs.flatMap(([label, value]) => wrapPair(label, value, width));
}

function sayNodes(nodes: NonNullable<RangeFacts['nodes']>): string {
	return nodes.length === 0
		? 'nothing is in memory'
		: nodes.map(({node, bytes}) => `node ${node}: ${sayBytes(bytes)}`).join(', ');
}
