import type {ColumnId} from '../model/column.ts';
import type {Filter, FilterMistake} from '../model/filter/filter.ts';
import type {TypeCode} from '../model/memory-type.ts';
import type {SortOrder} from '../model/sort.ts';
import type {Described} from './details/state.ts';
import type {TextField} from './text-field.ts';
import type {TimelineState} from './timeline/state.ts';
import type {Tool} from './tool.ts';

export type Panel = 'timeline' | 'types' | 'regions' | 'details';

/** What the user has done to the screen. Values only: what is drawn is derived from it and the snapshot. */
export type ScreenState = {
	readonly panel: Panel;
	/** Covers the lower panels. */
	readonly overlay: Overlay | undefined;
	/** Row of the type table: 0 is Total, then the types in their order. */
	readonly typeRow: number;
	/** The type that the region list is limited to. */
	readonly openType: TypeCode | undefined;
	/** What the cursor of the region list stands on; undefined is the first row, whatever it is. */
	readonly cursor: RowKey | undefined;
	/** First row that the region list shows. Clamped on use. */
	readonly top: number;
	/** First line that the details show. Clamped on use. */
	readonly detailsTop: number;
	/** What was asked for of the row whose details were opened last; undefined until then. */
	readonly described: Described | undefined;
	/** Regions that show their blocks, by address, so that they stay open in the next snapshot. */
	readonly unfolded: ReadonlySet<number>;
	readonly areAllUnfolded: boolean;
	readonly sort: SortOrder;
	/** Optional columns that are shown, besides those that always are. */
	readonly chosenColumns: ReadonlySet<ColumnId>;
	readonly isFreeShown: boolean;
	/** Whether the numbers are differences to a base. */
	readonly isDiff: boolean;
	/** Beside the bars while it is open. */
	readonly timeline: TimelineState | undefined;
	/** In a diff: whether what did not change is left out. */
	readonly isChangedOnly: boolean;
	/** The order to come back to after a diff, which has its own. */
	readonly sortBeforeDiff: ScreenState['sort'];
	/** The filter in force and the text that it was made from. */
	readonly filter: {readonly text: string; readonly parsed: Filter};
	/** The filter being typed; the one in force stays until the new one has no mistake. */
	readonly filterEdit: FilterEdit | undefined;
	/** Looks inside the process and has the keys; undefined where none is open. */
	readonly tool: Tool | undefined;
	/** What comes back when the open tool closes, or the list that was opened from a tool: the last first. Undefined is the list. */
	readonly toolsBelow: readonly (Tool | undefined)[];
	/** How many searches for strings there were: names the next. */
	readonly searches: number;
	/** The same of walks through heaps. */
	readonly walks: number;
	/** One sentence for the bottom line, until the next key. */
	readonly message: string | undefined;
};

/** A row of the region list by what it stands for, so that it is found again in the next snapshot. */
export type RowKey = {
	readonly start: number;
	readonly isBlock: boolean;
	/** In a diff, that it is gone: something else may begin where it began. */
	readonly isGone?: boolean;
};

export type FilterEdit = {
	readonly field: TextField;
	readonly mistake: FilterMistake | undefined;
	/** The filter before the editing began: Esc brings it back. */
	readonly before: ScreenState['filter'];
};

export type Overlay = {readonly kind: 'help'; readonly top: number} | {readonly kind: 'columns'; readonly row: number};

export const initialScreenState: ScreenState = {
	panel: 'regions',
	overlay: undefined,
	typeRow: 0,
	openType: undefined,
	cursor: undefined,
	top: 0,
	detailsTop: 0,
	described: undefined,
	unfolded: new Set(),
	areAllUnfolded: false,
	sort: {column: 'address', isReversed: false},
	chosenColumns: new Set(),
	isFreeShown: false,
	isDiff: false,
	timeline: undefined,
	isChangedOnly: true,
	sortBeforeDiff: {column: 'address', isReversed: false},
	filter: {text: '', parsed: {kind: 'filter', terms: []}},
	filterEdit: undefined,
	tool: undefined,
	toolsBelow: [],
	searches: 0,
	walks: 0,
	message: undefined,
};
