import {columns as allColumns} from '../../model/column.ts';
import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import {bold, dim, type Line} from '../line.ts';
import {showSize} from '../view/show-size.ts';
import {measureOf} from './measure-of.ts';
import {grid, valueWidth} from './pairs.ts';

/** Every measure that there is on its system, shown as a column or not. */
export function measureLines(snapshot: Snapshot, row: TreeRow, width: number): readonly Line[] {
	const pairs = allColumns
		.filter(column => column.measure !== undefined && column.platforms.includes(snapshot.platform))
		.map(column => ({
			label: column.header,
			value:
				showSize(column.measure && measureOf(snapshot, row, column.measure), valueWidth, isDiffSnapshot(snapshot)) ||
				'0',
		}));
	return [[], [bold('Measures'), dim('  in K; ? is unknown')], ...grid(pairs, width)];
}
