import {memoryTypes} from '../model/memory-type.ts';

/** Below this nothing useful fits, and one sentence says so. */
export const smallestColumns = 60;
export const smallestRows = 15;

/** Total and the types. */
const allTypeRows = memoryTypes.length + 1;
/** The process line, three bars and the key line. */
const fixedRows = 5;
/** A region list shorter than this is no list; the type table gives way first. */
const fewestRegionRows = 8;

export type Size = {readonly columns: number; readonly rows: number};

/** How many lines each panel has. They add up to the rows of the terminal. */
export type Layout = {
	readonly columns: number;
	/** Lines between panels: 1 where there is room, else 0. */
	readonly gap: 0 | 1;
	/** Rows of the type table below its heading. Fewer than all: it leaves out what is empty and scrolls. */
	readonly typeRows: number;
	/** Rows of the region list below its status line and its heading. The details have two lines more. */
	readonly regionRows: number;
};

/** Divides the terminal between the panels; undefined where it is too small. */
export function layOut({columns, rows}: Size): Layout | undefined {
	if (columns < smallestColumns || rows < smallestRows) {
		return undefined;
	}

	const headings = 3;
	const shared = rows - fixedRows - headings;
	const hasAll = shared >= allTypeRows + fewestRegionRows;
	const gap = shared >= allTypeRows + fewestRegionRows + 10 ? 1 : 0;
	const typeRows = hasAll ? allTypeRows : Math.max(3, Math.floor(shared * 0.4));
	return {columns, gap, typeRows, regionRows: shared - typeRows - 2 * gap};
}
