import {columns} from '../../model/column.ts';
import {formatSize} from '../../model/format.ts';
import {typeName} from '../../model/memory-type.ts';
import {escapeText, fitText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import type {Line} from '../line.ts';
import type {ScreenState} from '../state.ts';

const sizeWidth = 15;

/** What the list below shows of what there is: `Regions 12 of 345  Heap  filter: arena  Size 12,345  ...  by Size`. */
export function viewListStatus({tree, snapshot, layout}: Derived, state: ScreenState): Line {
	const {regions, size, committed, totalWs} = tree.totals();
	const parts = [
		`Regions ${regions} of ${snapshot.regions.count}`,
		state.openType === undefined ? '' : `type ${typeName(state.openType)}`,
		state.filter.text === '' ? '' : `filter ${escapeText(state.filter.text)}`,
		`Size ${formatSize(size, sizeWidth).trim() || '0'}`,
		`Committed ${formatSize(committed, sizeWidth).trim() || '0'}`,
		`Total WS ${formatSize(totalWs, sizeWidth).trim() || '0'}`,
		`by ${columns.find(({id}) => id === state.sort.column)?.header ?? ''}${state.sort.isReversed ? ', reversed' : ''}`,
	];
	return [{text: fitText(parts.filter(part => part !== '').join('  '), layout.columns), look: {isDim: true}}];
}
