import {formatCount, formatPercent, formatSize} from '../../model/format.ts';
import {type ArenaTotals, fragmentation} from '../../model/heap/heap-walk.ts';
import {fragmentationOfAll, sumArenas} from '../../model/heap/sum-arenas.ts';
import {escapeText, padText} from '../../model/text.ts';
import {scrollWindow} from '../../model/window.ts';
import type {Line} from '../line.ts';
import {memoizeLast} from '../memoize.ts';
import type {HeapTool} from './state.ts';

/** An arena as a row of the table. */
type Row = {readonly totals: ArenaTotals; readonly fragmentation: number};

type Column = {
	readonly header: string;
	/** Where the header does not fit. */
	readonly shortHeader: string;
	/** Cells, the blank before it included: at least, and where there is room. */
	readonly narrow: number;
	readonly wide: number;
	readonly text: (row: Row, width: number) => string;
};

const sizeColumn = (header: string, shortHeader: string, size: (totals: ArenaTotals) => number): Column => ({
	header,
	shortHeader,
	narrow: Math.max(7, shortHeader.length + 1),
	wide: Math.max(12, header.length + 1),
	text: ({totals}, width) => formatSize(size(totals), width),
});

const countColumn = (header: string, shortHeader: string, count: (totals: ArenaTotals) => number): Column => ({
	header,
	shortHeader,
	narrow: 9,
	wide: Math.max(12, header.length + 1),
	text: ({totals}, width) => formatCount(count(totals), width),
});

/** In the order that they are shown in; where the line is short the last ones are left out. */
const columns: readonly Column[] = [
	sizeColumn('System', 'System', ({system}) => system),
	sizeColumn('In use', 'In use', ({inUse}) => inUse),
	sizeColumn('Cached', 'Cached', ({cached}) => cached),
	sizeColumn('Free', 'Free', ({free}) => free),
	sizeColumn('Top', 'Top', ({top}) => top),
	sizeColumn('Largest free', 'Largest', ({largestFree}) => largestFree),
	{
		header: 'Fragmentation',
		shortHeader: 'Fragm.',
		narrow: 7,
		wide: 14,
		text: row => (row.totals.free + row.totals.top === 0 ? '' : formatPercent(row.fragmentation)),
	},
	countColumn('Chunks in use', '# in use', ({inUseCount}) => inUseCount),
	countColumn('Chunks free', '# free', ({freeCount}) => freeCount),
	countColumn('Chunks cached', '# cached', ({cachedCount}) => cachedCount),
	sizeColumn('Overhead', 'Overh.', ({overhead}) => overhead),
	sizeColumn('Unknown', 'Unknown', ({unknown}) => unknown),
];

/** The cursor mark and the sign of what does not agree stand before the name. */
const markWidth = 3;
const narrowestName = 11;

/** The table of arenas: its heading, All, and as many arenas as fit around the one under the cursor. */
export function viewArenas(tool: HeapTool, height: number, width: number): readonly Line[] {
	const rows = rowsOf(tool.arenas);
	const cursor = tool.arena === undefined ? 0 : tool.arena + 1;
	const others = height - 1;
	const middle = cursor - Math.ceil(height / 2);
	const top =
		1 + scrollWindow({rowCount: tool.arenas.length, height: others, cursor: Math.max(0, cursor - 1), top: middle});
	const name = rows.reduce((most, {totals}) => Math.max(most, totals.name.length), narrowestName);
	const fitted = fitColumns(width - markWidth - name);
	const heading = fitted.map(({column, cells}) =>
		(column.header.length < cells ? column.header : column.shortHeader).padStart(cells),
	);
	const line = (row: Row, index: number): Line => {
		const mark = `${index === cursor ? '>' : ' '}${row.totals.inconsistencyCount > 0 ? '!' : ' '} `;
		const cells = fitted.map(each => each.column.text(row, each.cells - 1).padStart(each.cells)).join('');
		const text = `${mark}${padText(escapeText(row.totals.name), name)}${cells}`;
		return [{text, ...(index === cursor && tool.panel === 'arenas' && {look: {isInverse: true}})}];
	};

	return [
		[{text: `${' '.repeat(markWidth)}${'Arena'.padEnd(name)}${heading.join('')}`, look: {isBold: true}}],
		...rows.slice(0, 1).map(line),
		...rows.slice(top, top + others).map((row, index) => line(row, top + index)),
	];
}

/** All, then each arena. */
const rowsOf = memoizeLast((arenas: readonly ArenaTotals[]): readonly Row[] => [
	{totals: sumArenas(arenas), fragmentation: fragmentationOfAll(arenas)},
	...arenas.map(totals => ({totals, fragmentation: fragmentation(totals)})),
]);

/** What the row under the cursor of the table stands for. */
export function shownTotals({arenas, arena}: HeapTool): ArenaTotals {
	const rows = rowsOf(arenas);
	return (rows[arena === undefined ? 0 : arena + 1] ?? rows[0])?.totals ?? sumArenas(arenas);
}

/** As many columns as fit at their least, then each as wide as there is room for. */
function fitColumns(width: number): readonly {readonly column: Column; readonly cells: number}[] {
	const fitting: Column[] = [];
	let used = 0;
	for (const column of columns) {
		used += column.narrow;
		if (used > width) {
			used -= column.narrow;
			break;
		}

		fitting.push(column);
	}

	return fitting.map(column => {
		const cells = column.narrow + Math.min(column.wide - column.narrow, width - used);
		used += cells - column.narrow;
		return {column, cells};
	});
}
