import {type Column, columns, type FittedColumn, fitColumns} from '../model/column.ts';
import {changeCodes} from '../model/diff/change.ts';
import {diffSnapshots} from '../model/diff/diff-snapshots.ts';
import {diffView, isDiffSnapshot} from '../model/diff/diff-view.ts';
import {selectRegions} from '../model/filter/filter.ts';
import type {RangeFacts} from '../model/inspection.ts';
import {buildRegionTree, type RegionTree} from '../model/region-tree.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {sortRegions} from '../model/sort.ts';
import {type Summary, summarize} from '../model/summary.ts';
import type {Chart} from '../model/timeline/chart-lines.ts';
import {describedFacts} from './details/ask.ts';
import {viewDetails} from './details/view.ts';
import {type Layout, layOut} from './layout.ts';
import {type Line, plain} from './line.ts';
import {memoizeLast} from './memoize.ts';
import type {Shown} from './shown.ts';
import type {ScreenState} from './state.ts';
import type {Status} from './status.ts';
import {type Base, findMoments, shownIndex, type Time} from './time.ts';
import {drawTimeline} from './timeline/chart.ts';
import {legendLines} from './timeline/lines.ts';
import type {TimelineState} from './timeline/state.ts';
import {viewHelp} from './view/help.ts';
import {markWidth} from './view/region-list.ts';

/** What follows from a snapshot, the state and the size: what a key is understood against, and what is drawn from. */
export type Derived = {
	/** What the tables show: a snapshot, or the difference of two in the shape of one. */
	readonly snapshot: Snapshot;
	readonly time: Time;
	readonly status: Status;
	/** What the numbers are differences to, and the index of the moment they lead to; undefined where they are none. */
	readonly base: (Base & {readonly until: number}) | undefined;
	readonly layout: Layout;
	/** The timeline where it is open. */
	readonly chart: Chart | undefined;
	readonly summary: Summary;
	/** The rows of the region list. */
	readonly tree: RegionTree;
	/** Row of `tree` that the cursor stands on. */
	readonly row: number;
	/** Rows of the type table, as rows of the summary: where room is short the empty types are left out. */
	readonly typeRows: readonly number[];
	/** Columns of the region list, which are those that it can be sorted by. */
	readonly regionColumns: readonly FittedColumn[];
	readonly typeColumns: readonly FittedColumn[];
	/** Columns that can be chosen on this platform. */
	readonly optionalColumns: readonly Column[];
	/** The details of what the cursor stands on, all of them; empty where another panel has the keys. */
	readonly detailLines: readonly Line[];
	/** How many lines the help has. */
	readonly helpLines: number;
};

/** Makes a deriver that remembers its last steps: each is done again only when something that it depends on changed. */
export function deriveScreen(): (shown: Shown) => Derived | undefined {
	const layOutScreen = memoizeLast((columnCount: number, rows: number, noticeCount: number, hasTimeline: boolean) =>
		layOut({columns: columnCount, rows: rows - noticeCount}, hasTimeline),
	);
	const select = memoizeLast(selectShown);
	const compare = memoizeLast((before: Snapshot, after: Snapshot) => diffView(diffSnapshots(before, after)));
	const buildTree = memoizeLast(buildTreeOf(select));
	const fitTables = memoizeLast(fitTablesTo);
	const help = memoizeLast(viewHelp);
	const details = memoizeLast(detailLines);
	const drawChart = memoizeLast(
		(
			history: Time['history'],
			_version: number,
			timeline: TimelineState,
			shown: number,
			width: number,
			height: number,
		) => drawTimeline(history, timeline, {shown, width, height}),
	);

	return ({snapshot: whole, screen, size, time, status}) => {
		const layout = layOutScreen(
			size.columns,
			size.rows,
			whole && whole.notices.length > 0 ? 1 : 0,
			screen.timeline !== undefined,
		);
		if (!whole || !layout) {
			return undefined;
		}

		const moments = screen.isDiff ? findMoments(time) : undefined;
		const snapshot = moments ? compare(time.history.at(moments.base.index), time.history.at(moments.index)) : whole;

		const {sort, filter, openType, isFreeShown, unfolded, areAllUnfolded} = screen;
		const isChangedOnly = screen.isDiff && screen.isChangedOnly;
		const tree = buildTree(
			snapshot,
			sort,
			filter.parsed,
			openType,
			isFreeShown,
			unfolded,
			areAllUnfolded,
			isChangedOnly,
		);
		const summary = summarize(snapshot);
		const row = cursorRow(screen, tree);
		return {
			snapshot,
			time,
			status,
			base: moments && {...moments.base, until: moments.index},
			layout,
			chart:
				screen.timeline &&
				drawChart(
					time.history,
					time.version,
					screen.timeline,
					shownIndex(time),
					layout.chartColumns,
					layout.topRows - legendLines,
				),
			tree,
			row,
			summary,
			typeRows: shownTypeRows(summary, layout),
			...fitTables(snapshot, layout.columns, screen.chosenColumns),
			detailLines:
				screen.panel === 'details'
					? details(snapshot, tree, row, describedFacts(screen, {snapshot, time, tree, row}), layout.columns)
					: noLines,
			helpLines: help(layout.columns, snapshot.platform).length,
		};
	};
}

/** 1 for each region that the filter selects and, where only changes are shown, that has changed; undefined for all. */
function selectShown(
	snapshot: Snapshot,
	parsed: ScreenState['filter']['parsed'],
	isChangedOnly: boolean,
): Uint8Array | undefined {
	const selected = parsed.terms.length === 0 ? undefined : selectRegions(snapshot, parsed);
	if (!isChangedOnly || !isDiffSnapshot(snapshot)) {
		return selected;
	}

	return snapshot.diff.regionChanges.map((change, region) =>
		change === changeCodes.same ? 0 : (selected?.[region] ?? 1),
	);
}

function buildTreeOf(select: typeof selectShown) {
	return (
		snapshot: Snapshot,
		sort: ScreenState['sort'],
		parsed: ScreenState['filter']['parsed'],
		openType: ScreenState['openType'],
		isFreeShown: boolean,
		unfolded: ScreenState['unfolded'],
		areAllUnfolded: boolean,
		isChangedOnly: boolean,
	): RegionTree =>
		buildRegionTree(snapshot, {
			order: sortRegions(snapshot, sort),
			selected: select(snapshot, parsed, isChangedOnly),
			type: openType,
			isFreeShown,
			unfolded,
			areAllUnfolded,
		});
}

function fitTablesTo(snapshot: Snapshot, width: number, chosen: ScreenState['chosenColumns']) {
	const {platform, process} = snapshot;
	const known = (column: Column): boolean => column.platforms.includes(platform);
	return {
		optionalColumns: columns.filter(column => column.isOptional && known(column)),
		regionColumns: fitColumns({
			table: 'regions',
			width: width - markWidth,
			addressDigits: process.addressDigits,
			platform,
			chosen,
		}),
		// The row mark and one blank.
		typeColumns: fitColumns({
			table: 'summary',
			width: width - 2,
			addressDigits: process.addressDigits,
			platform,
			chosen,
		}),
	};
}

/** The row that the cursor stands on: where its region is gone, the one that follows it. */
function cursorRow({cursor}: ScreenState, tree: RegionTree): number {
	if (!cursor) {
		return 0;
	}

	const row = tree.indexOfAddress(cursor.start, cursor.isBlock, cursor.isGone);
	return Math.max(0, Math.min(tree.rowCount - 1, row));
}

/** All types where they fit; else Total and the types that are there. */
function shownTypeRows(summary: Summary, {typeRows}: Layout): readonly number[] {
	const all = summary.rows.map((_, row) => row);
	return typeRows >= all.length ? all : all.filter(row => row === 0 || (summary.rows[row]?.size ?? 0) !== 0);
}

const noLines: readonly Line[] = [];

function detailLines(
	snapshot: Snapshot,
	tree: RegionTree,
	row: number,
	facts: RangeFacts,
	width: number,
): readonly Line[] {
	return tree.rowCount === 0 ? [plain('No region is selected.')] : viewDetails(snapshot, tree.rowAt(row), facts, width);
}
