import {columns} from '../../model/column.ts';
import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import {typeName} from '../../model/memory-type.ts';
import {escapeText, fitText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import type {Line} from '../line.ts';
import type {ScreenState} from '../state.ts';
import {describeMoments, describeThinning} from './moments.ts';
import {showSize} from './show-size.ts';

/** In full where there is room. */
const sizeWidth = (columnCount: number): number => (columnCount < 100 ? 9 : 15);

/** What the list below shows of what there is: `Regions 12 of 345  Heap  filter: arena  Size 12,345  ...  by Size`. */
export function viewListStatus(derived: Derived, state: ScreenState): Line {
	const {tree, snapshot, layout} = derived;
	const {regions, size, committed, totalWs} = tree.totals();
	const show = (bytes: number | undefined): string =>
		showSize(bytes, sizeWidth(layout.columns), isDiffSnapshot(snapshot)) || '0';
	const parts = [
		describeMoments(derived),
		describeThinning(derived),
		`Regions ${regions} of ${snapshot.regions.count}`,
		state.openType === undefined ? '' : `type ${typeName(state.openType)}`,
		state.filter.text === '' ? '' : `filter ${escapeText(state.filter.text)}`,
		`Size ${show(size)}`,
		`Committed ${show(committed)}`,
		`Total WS ${show(totalWs)}`,
		`by ${columns.find(({id}) => id === state.sort.column)?.header ?? 'growth'}${state.sort.isReversed ? ', reversed' : ''}`,
	];
	return [{text: fitText(parts.filter(part => part !== '').join('  '), layout.columns), look: {isDim: true}}];
}
