import {columns as allColumns} from '../../model/column.ts';
import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import type {Measure} from '../../model/measure.ts';
import {blockMeasure, regionMeasure} from '../../model/region-measures.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import {numberAt, type Snapshot} from '../../model/snapshot.ts';
import {bold, dim, type Line} from '../line.ts';
import {showSize} from '../view/show-size.ts';
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

function measureOf(snapshot: Snapshot, row: TreeRow, measure: Measure): number | undefined {
	return row.kind === 'block'
		? blockMeasure(snapshot, measure, row.block)
		: numberAt(regionMeasure(snapshot, measure), row.region);
}
