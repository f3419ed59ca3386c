import {memoryTypes} from '../model/memory-type.ts';

/** Below this nothing useful fits, and one sentence says so. */
export const smallestColumns = 60;
export const smallestRows = 15;

/** Total and the types. */
const allTypeRows = memoryTypes.length + 1;
/** The process line and the key line. */
const fixedRows = 2;
/** The headings of both tables and the status line of the regions. */
const headings = 3;
const barRows = 3;
/** Caption, total, and some cells of bar. */
const smallestBarColumns = 34;
/** The timeline beside the bars is higher than they are where the rest keeps at least this. */
const fewestRowsBelow = 7;
/** A region list shorter than this is no list; the type table gives way first. */
const fewestRegionRows = 8;

export type Size = {readonly columns: number; readonly rows: number};

/** How many lines each panel has. They add up to the rows of the terminal. */
export type Layout = {
	readonly columns: number;
	/** Lines of the bars, or of the timeline beside them. */
	readonly topRows: number;
	/** Cells of a bar with its caption and its total: the whole line, or what the timeline leaves. */
	readonly barColumns: number;
	/** Cells of the timeline; 0 where there is none. */
	readonly chartColumns: number;
	/** Lines between panels: 1 where there is room, else 0. */
	readonly gap: 0 | 1;
	/** Rows of the type table below its heading. Fewer than all: it leaves out what is empty and scrolls. */
	readonly typeRows: number;
	/** Rows of the region list below its status line and its heading. The details have two lines more. */
	readonly regionRows: number;
};

/** Divides the terminal between the panels; undefined where it is too small. */
export function layOut({columns, rows}: Size, hasTimeline: boolean): Layout | undefined {
	if (columns < smallestColumns || rows < smallestRows) {
		return undefined;
	}

	const wanted = hasTimeline ? (rows >= 40 ? 10 : 7) : barRows;
	const topRows = Math.max(barRows, Math.min(wanted, rows - fixedRows - headings - fewestRowsBelow));
	const shared = rows - fixedRows - topRows - headings;
	const hasAll = shared >= allTypeRows + fewestRegionRows;
	const gap = shared >= allTypeRows + fewestRegionRows + 10 ? 1 : 0;
	const typeRows = hasAll ? allTypeRows : Math.max(3, Math.floor(shared * 0.4));
	const barColumns = hasTimeline ? Math.max(smallestBarColumns, Math.floor(columns * 0.4)) : columns;
	const chartColumns = hasTimeline ? columns - barColumns - 1 : 0;
	return {columns, topRows, barColumns, chartColumns, gap, typeRows, regionRows: shared - typeRows - 2 * gap};
}
