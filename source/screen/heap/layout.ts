import type {Derived} from '../derive.ts';
import {helpHeight} from '../help-overlay.ts';
import type {HeapTool} from './state.ts';

/** Title, state of the walk, heading of the arenas, heading of the chunks. */
const fixedLines = 4;

/** What is said of the arena under the cursor, and what is listed, are left out where there are fewer lines than this. */
const fewestLines = 14;

/** What is said of an arena fits a line of so many cells, and two shorter ones. */
const sentenceColumns = 120;

/** The share of the arenas of what both tables have. */
const arenaShare = 0.35;
const fewestArenas = 2;

export type HeapLayout = {
	/** What could not be found out has a line where there is any. */
	readonly hasNotice: boolean;
	/** Lines for what is said of the arena; with them goes one for what is listed. */
	readonly sentenceLines: 0 | 1 | 2;
	/** Rows of the table of arenas, All included, below its heading. */
	readonly arenaRows: number;
	/** Rows of the list of chunks below its heading, and lines of the histogram beside it. */
	readonly chunkRows: number;
};

/** Divides what the tool has between the arenas and the chunks. */
export function layOutHeap({arenas, notices}: HeapTool, {layout}: Derived): HeapLayout {
	const lines = helpHeight(layout);
	const hasNotice = notices.length > 0;
	const sentenceLines = lines < fewestLines ? 0 : layout.columns < sentenceColumns ? 2 : 1;
	const shared = lines - fixedLines - (hasNotice ? 1 : 0) - (sentenceLines === 0 ? 0 : sentenceLines + 1);
	const arenaRows = Math.min(arenas.length + 1, Math.max(fewestArenas, Math.floor(shared * arenaShare)));
	return {hasNotice, sentenceLines, arenaRows, chunkRows: Math.max(1, shared - arenaRows)};
}
