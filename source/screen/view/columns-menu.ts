import type {Column, ColumnId} from '../../model/column.ts';
import {fitText, padText} from '../../model/text.ts';
import {bold, dim, type Line} from '../line.ts';

/** The columns that can be chosen, each with its mark and its meaning. */
export function viewColumnsMenu(
	columns: readonly Column[],
	chosen: ReadonlySet<ColumnId>,
	cursor: number,
	width: number,
	height: number,
): readonly Line[] {
	const rows = columns.map((column, row): Line => {
		const text = ` [${chosen.has(column.id) ? 'x' : ' '}] ${column.header.padEnd(12)} ${column.definition}`;
		return [{text: padText(fitText(text, width), width), ...(row === cursor && {look: {isInverse: true}})}];
	});
	const top = Math.max(0, cursor - height + 2);
	return [[bold('Columns'), dim('  Space switches, o or Esc closes')], ...rows.slice(top, top + height - 1)];
}
