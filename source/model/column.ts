import {columns} from './column-table.ts';
import type {Measure} from './measure.ts';
import type {Platform} from './snapshot.ts';

export {columns};

export type ColumnId =
	| Exclude<Measure, 'swapPss'>
	| 'address'
	| 'type'
	| 'blocks'
	| 'largest'
	| 'protection'
	| 'kind'
	| 'details';

/** One column of the type table, of the region list, or of both. */
export type Column = {
	readonly id: ColumnId;
	readonly header: string;
	/** For where the column is narrow. */
	readonly shortHeader: string;
	/** One sentence for the help. */
	readonly definition: string;
	readonly kind: 'address' | 'text' | 'bytes' | 'count';
	/** What it shows of a block, a region and a type; missing where that is not a measure. */
	readonly measure?: Measure;
	/** Cells where there is room; room for the mark of the sort column beside the header is in it. */
	readonly width: number;
	/** Cells below which it is rather left out. */
	readonly narrowWidth: number;
	readonly align: 'left' | 'right';
	readonly isInSummary: boolean;
	readonly isInRegions: boolean;
	/** Hidden until it is chosen. */
	readonly isOptional: boolean;
	readonly platforms: readonly Platform[];
};

const columnsById: ReadonlyMap<ColumnId, Column> = new Map(columns.map(column => [column.id, column]));

/** The column with this id. */
export function findColumn(id: ColumnId): Column {
	const column = columnsById.get(id);
	if (!column) {
		throw new Error(`${id} is no column`);
	}

	return column;
}

/** A column as it stands in a table of a certain width. */
export type FittedColumn = Column & {
	/** The header that fits with the mark of the sort column beside it. */
	readonly shownHeader: string;
	/** Cells. */
	readonly fittedWidth: number;
};

/** What stays longest where room is short, most important first. */
const essential: readonly ColumnId[] = ['address', 'type', 'size', 'privateWs', 'details', 'totalWs'];

/** What joins where there is room, after the columns that the user chose. */
const others: readonly ColumnId[] = [
	'protection',
	'committed',
	'private',
	'blocks',
	'largest',
	'kind',
	'sharedWs',
	'shareableWs',
	'lockedWs',
];

/** Cells that Details has more than its narrow width before one of the others joins: most file names fit then. */
const roomBeforeOthers = 6;

/** Cells that Details, or the bar beside the type table, has more than its least before any column is wide. */
const roomBeforeWide = 18;

/** Cells by which the address of a block is indented. */
const blockIndent = 2;

/** `Execute/Read/Write` is the longest that is common. */
const windowsProtection = {width: 18, narrowWidth: 12};

/**
 * Chooses the columns that fit into `width` cells, one blank after each, in the order of the table with Details last.
 * Columns become narrow before one is left out. In the region list Details takes what is left; beside the type table
 * the rest stays free.
 */
export function fitColumns({
	table,
	width,
	addressDigits,
	platform,
	chosen,
}: {
	readonly table: 'regions' | 'summary';
	readonly width: number;
	readonly addressDigits: 8 | 16;
	readonly platform: Platform;
	readonly chosen: ReadonlySet<ColumnId>;
}): readonly FittedColumn[] {
	const shown = new Set<ColumnId>();
	let rest = width;
	for (const id of new Set([...essential, ...chosen, ...others])) {
		const column = findColumn(id);
		const isPresent =
			column.platforms.includes(platform) && (table === 'regions' ? column.isInRegions : column.isInSummary);
		const needed = widthsOf(column, addressDigits, platform).narrowWidth + 1;
		const kept = table === 'regions' && others.includes(id) ? roomBeforeOthers : 0;
		if (isPresent && needed + kept <= rest) {
			shown.add(id);
			rest -= needed;
		}
	}

	const ordered = columns.filter(({id}) => shown.has(id) && id !== 'details');
	const fitted = ordered.map(column => {
		const {width: wide, narrowWidth} = widthsOf(column, addressDigits, platform);
		const isWide = wide - narrowWidth + roomBeforeWide <= rest;
		rest -= isWide ? wide - narrowWidth : 0;
		return fitColumn(column, isWide ? wide : narrowWidth);
	});
	const details = findColumn('details');
	return shown.has('details') ? [...fitted, fitColumn(details, details.narrowWidth + rest)] : fitted;
}

function widthsOf(
	column: Column,
	addressDigits: 8 | 16,
	platform: Platform,
): {readonly width: number; readonly narrowWidth: number} {
	if (column.id === 'address') {
		return {width: addressDigits + blockIndent, narrowWidth: addressDigits + blockIndent};
	}

	return column.id === 'protection' && platform === 'windows' ? windowsProtection : column;
}

function fitColumn(column: Column, fittedWidth: number): FittedColumn {
	const {header, shortHeader} = column;
	return {...column, fittedWidth, shownHeader: header.length < fittedWidth ? header : shortHeader};
}
