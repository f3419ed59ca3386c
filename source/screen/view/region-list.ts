import type {FittedColumn} from '../../model/column.ts';
import {changeCodes, changes} from '../../model/diff/change.ts';
import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import {runCountChange} from '../../model/diff/run-count-change.ts';
import {formatAddress} from '../../model/format.ts';
import {memoryTypes, typeName} from '../../model/memory-type.ts';
import {blockMeasure, regionMeasure} from '../../model/region-measures.ts';
import type {RegionTree, TreeRow} from '../../model/region-tree.ts';
import {numberAt, regionBlockCount, regionRunCount, regionStart, type Snapshot, textAt} from '../../model/snapshot.ts';
import {escapeText, fitPath, fitText, padText} from '../../model/text.ts';
import type {Line, Segment} from '../line.ts';
import type {ScreenState} from '../state.ts';
import {showCount, showSize} from './show-size.ts';

/** The cursor mark and the fold mark stand before the first column. */
export const markWidth = 4;

export function viewRegionHeading(columns: readonly FittedColumn[], sort: ScreenState['sort']): Line {
	const cells = columns.map(column => {
		const mark = column.id === sort.column ? (sort.isReversed ? '↑' : '↓') : '';
		return alignCell(`${column.shownHeader}${mark}`, column);
	});
	return [{text: ' '.repeat(markWidth) + cells.join(' '), look: {isBold: true}}];
}

/** The rows of the window, first to last; only these are ever made into text. */
export function viewRegionRows(
	snapshot: Snapshot,
	tree: RegionTree,
	window: {readonly top: number; readonly height: number; readonly cursor: number; readonly isFocused: boolean},
	columns: readonly FittedColumn[],
): readonly Line[] {
	const lines: Line[] = [];
	const end = Math.min(tree.rowCount, window.top + window.height);
	for (let index = window.top; index < end; index++) {
		const row = tree.rowAt(index);
		const isCursor = index === window.cursor;
		const change = findChange(snapshot, row);
		const mark = `${isCursor ? '>' : ' '}${change?.sign ?? ' '}${foldMark(snapshot, tree, row, index)} `;
		lines.push(rowLine(mark, rowCells(snapshot, row, columns, change), isCursor && window.isFocused));
	}

	return lines;
}

function rowLine(mark: string, cells: readonly Segment[], isSelected: boolean): Line {
	if (isSelected) {
		return [{text: `${mark}${cells.map(({text}) => text).join(' ')}`, look: {isInverse: true}}];
	}

	const line: Segment[] = [{text: mark}];
	for (const cell of cells) {
		line.push(cell, {text: ' '});
	}

	return line;
}

/** `+` can be unfolded, `-` is unfolded; a block and a region of one block have nothing to show. */
function foldMark(snapshot: Snapshot, tree: RegionTree, row: TreeRow, index: number): string {
	if (row.kind === 'block' || regionBlockCount(snapshot, row.region) < 2) {
		return ' ';
	}

	return index + 1 < tree.rowCount && tree.rowAt(index + 1).kind === 'block' ? '-' : '+';
}

type Change = (typeof changes)[number];

/** What happened to a row of a diff; undefined where nothing did, and in a plain snapshot. */
function findChange(snapshot: Snapshot, row: TreeRow): Change | undefined {
	if (!isDiffSnapshot(snapshot)) {
		return undefined;
	}

	const {regionChanges, blockChanges} = snapshot.diff;
	const code = (row.kind === 'block' ? blockChanges[row.block] : regionChanges[row.region]) ?? changeCodes.same;
	return code === changeCodes.same ? undefined : changes[code];
}

/** VMMap's colours of a comparison: what is new is green, what is gone is red. */
function changeColor(change: Change | undefined): string | undefined {
	switch (change?.name) {
		case 'new':
			return '#5FD75F';
		case 'gone':
			return '#FF5F5F';
		default:
			return undefined;
	}
}

function rowCells(
	snapshot: Snapshot,
	row: TreeRow,
	columns: readonly FittedColumn[],
	change: Change | undefined,
): readonly Segment[] {
	const color = changeColor(change);
	return columns.map(column => {
		const text = alignCell(cellText(snapshot, row, column), column);
		if (column.id !== 'type') {
			return color === undefined ? {text} : {text, look: {color}};
		}

		const entry = memoryTypes[snapshot.regions.type[row.region] ?? 0];
		return entry && row.kind === 'region' ? {text, look: {background: entry.color}} : {text};
	});
}

/** What a cell shows: escaped, and never wider than its column. */
export function cellText(snapshot: Snapshot, row: TreeRow, column: FittedColumn): string {
	const {blocks, regions, process} = snapshot;
	const width = column.fittedWidth;
	if (column.measure) {
		const bytes =
			row.kind === 'block'
				? blockMeasure(snapshot, column.measure, row.block)
				: numberAt(regionMeasure(snapshot, column.measure), row.region);
		return showSize(bytes, width, isDiffSnapshot(snapshot));
	}

	switch (column.id) {
		case 'address': {
			const address = row.kind === 'block' ? (blocks.start[row.block] ?? 0) : regionStart(snapshot, row.region);
			return `${row.kind === 'block' ? '  ' : ''}${formatAddress(address, process.addressDigits)}`;
		}
		case 'type':
			return typeName(regions.type[row.region] ?? 0);
		case 'kind':
			return row.kind === 'block' ? '' : fitText(escapeText(textAt(snapshot, regions.kind, row.region)), width);
		case 'blocks':
			return row.kind === 'block'
				? ''
				: showCount(countBlocksShown(snapshot, row.region), width, isDiffSnapshot(snapshot));
		case 'protection':
			return fitText(
				escapeText(
					row.kind === 'block'
						? textAt(snapshot, blocks.protection, row.block)
						: textAt(snapshot, regions.protection, row.region),
				),
				width,
			);
		case 'details':
			return fitPath(
				escapeText(
					row.kind === 'block'
						? textAt(snapshot, blocks.details, row.block)
						: textAt(snapshot, regions.details, row.region),
				),
				width,
			);
		default:
			return '';
	}
}

function countBlocksShown(snapshot: Snapshot, region: number): number {
	return isDiffSnapshot(snapshot) ? runCountChange(snapshot, region) : regionRunCount(snapshot, region);
}

export function alignCell(text: string, {align, fittedWidth}: FittedColumn): string {
	return align === 'right' ? text.padStart(fittedWidth) : padText(text, fittedWidth);
}
