import {escapeText, fitText, textWidth} from '../../model/text.ts';
import {scrollWindow} from '../../model/window.ts';
import type {Derived} from '../derive.ts';
import {helpHeight} from '../help-overlay.ts';
import {type Line, plain} from '../line.ts';
import {typePosition} from '../move.ts';
import type {Shown} from '../shown.ts';
import type {ScreenState} from '../state.ts';
import {viewTimeline} from '../timeline/view.ts';
import {viewBars} from './bars.ts';
import {viewColumnsMenu} from './columns-menu.ts';
import {viewHelp} from './help.ts';
import {viewBottomLine} from './key-line.ts';
import {viewListStatus} from './list-status.ts';
import {viewProcessLine} from './process-line.ts';
import {viewRegionHeading, viewRegionRows} from './region-list.ts';
import {viewTool} from './tools.ts';
import {type TypeTable, viewTypeTable} from './type-table.ts';

/** The screen as lines, top to bottom. Nothing in it is wider or higher than the terminal. */
export type ScreenView = {
	readonly gap: 0 | 1;
	/** Process line, notice, bars. */
	readonly top: readonly Line[];
	/** Missing where the help covers it. */
	readonly table: TypeTable | undefined;
	/** The region list, or what is shown in its place. */
	readonly panel: readonly Line[];
	readonly bottom: Line;
};

export function viewScreen(derived: Derived, shown: Shown, hasColor: boolean): ScreenView {
	const {layout, snapshot} = derived;
	const {screen, status} = shown;
	const isHelpShown = screen.overlay?.kind === 'help';
	const tool = screen.tool && !isHelpShown ? viewTool(screen.tool, derived, screen.toolsBelow.at(-1)) : undefined;
	return {
		gap: layout.gap,
		top: [
			viewProcessLine(snapshot, status, layout.columns),
			...noticeLines(snapshot.notices, layout.columns),
			...viewTop(derived, shown, hasColor),
		],
		table: isHelpShown || tool?.panel ? undefined : viewTypes(derived, shown, hasColor),
		panel: tool?.panel ?? (isHelpShown ? helpLines(derived, shown) : viewPanel(derived, shown)),
		bottom: tool && screen.message === undefined ? tool.bottom : viewBottomLine(screen, status, layout.columns),
	};
}

/** The bars, and beside them the timeline where it is open. */
function viewTop(derived: Derived, {screen}: Shown, hasColor: boolean): readonly Line[] {
	const {summary, layout, chart} = derived;
	const barLines = viewBars(summary, {columns: layout.barColumns, hasColor, isDiff: screen.isDiff});
	if (!screen.timeline || !chart) {
		return barLines;
	}

	const isFocused = screen.panel === 'timeline';
	const timelineLines = viewTimeline(screen.timeline, chart, derived, isFocused);
	return Array.from(
		{length: layout.topRows},
		(_, row): Line => [
			...(barLines[row] ?? [{text: ' '.repeat(layout.barColumns)}]),
			{text: ' '},
			...(timelineLines[row] ?? []),
		],
	);
}

/** In one line. What does not fit is told in full among the insights. */
function noticeLines(notices: readonly string[], columns: number): readonly Line[] {
	const text = `! ${escapeText(notices.join(' '))}`;
	const rest = ' (all of it: !)';
	const isWhole = textWidth(text) <= columns;
	return notices.length === 0 ? [] : [plain(isWhole ? text : fitText(text, columns - rest.length) + rest)];
}

function viewTypes(derived: Derived, {screen}: Shown, hasColor: boolean): TypeTable {
	const {layout, summary, typeRows, typeColumns} = derived;
	const position = typePosition(screen, derived);
	const top = scrollWindow({rowCount: typeRows.length, height: layout.typeRows, cursor: position, top: 0});
	const table = viewTypeTable(summary, typeRows.slice(top, top + layout.typeRows), typeColumns, {
		width: layout.columns - 2,
		selected: typeRows[position] ?? 0,
		isFocused: screen.panel === 'types',
		hasColor,
		isDiff: screen.isDiff,
	});
	// The panel keeps its height when a type comes or goes.
	const missing = layout.typeRows - table.rows.length;
	return {...table, rows: [...table.rows, ...Array.from({length: missing}, (): Line => plain(' '))]};
}

function viewPanel(derived: Derived, shown: Shown): readonly Line[] {
	const {layout, detailLines: lines} = derived;
	const {screen} = shown;
	const height = layout.regionRows + 2;
	if (screen.overlay?.kind === 'columns') {
		return viewColumnsMenu(derived.optionalColumns, screen.chosenColumns, screen.overlay.row, layout.columns, height);
	}

	if (screen.panel === 'details') {
		const top = Math.max(0, Math.min(screen.detailsTop, lines.length - height));
		return lines.slice(top, top + height);
	}

	return viewRegions(derived, shown);
}

function viewRegions(derived: Derived, {screen}: Shown): readonly Line[] {
	const {snapshot, tree, row, layout, regionColumns} = derived;
	const top = scrollWindow({rowCount: tree.rowCount, height: layout.regionRows, cursor: row, top: screen.top});
	const rows = viewRegionRows(
		snapshot,
		tree,
		{top, height: layout.regionRows, cursor: row, isFocused: screen.panel === 'regions'},
		regionColumns,
	);
	return [
		viewListStatus(derived, screen),
		viewRegionHeading(regionColumns, screen.sort),
		...(rows.length > 0 ? rows : [plain(emptyList(screen))]),
	];
}

/** Why the list is empty. */
function emptyList({isDiff, isChangedOnly, filter}: ScreenState): string {
	return isDiff && isChangedOnly && filter.text === ''
		? '  No region has changed. c shows all, d leaves the diff.'
		: '  No region matches. Esc leads back.';
}

function helpLines({layout, snapshot}: Derived, {screen}: Shown): readonly Line[] {
	const lines = viewHelp(layout.columns, snapshot.platform);
	const height = helpHeight(layout);
	const wanted = screen.overlay?.kind === 'help' ? screen.overlay.top : 0;
	const top = Math.max(0, Math.min(wanted, lines.length - height));
	return lines.slice(top, top + height);
}
