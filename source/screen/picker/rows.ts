import {type PickerColumnId, type PickerEntry, type PickerState, pickerColumns} from './state.ts';

/**
 * The processes that match every word of the filter in pid, name, user or command, in order. Kernel threads have no
 * memory to look at and are left out.
 */
export function pickerRows({entries, field, sort}: PickerState): readonly PickerEntry[] {
	const words = field.text
		.toLowerCase()
		.split(/\s+/)
		.filter(word => word !== '');
	const isDescending = (pickerColumns.find(({id}) => id === sort.column)?.isDescending ?? false) !== sort.isReversed;
	return entries
		.filter(entry => !entry.isKernelThread && words.every(word => searchText(entry).includes(word)))
		.sort((first, second) => compareEntries(first, second, sort.column, isDescending) || first.pid - second.pid);
}

function searchText({pid, name, user = '', command = ''}: PickerEntry): string {
	return `${pid} ${name} ${user} ${command}`.toLowerCase();
}

/** Unknown values come last in both directions. */
function compareEntries(
	first: PickerEntry,
	second: PickerEntry,
	column: PickerColumnId,
	isDescending: boolean,
): number {
	const [a, b] = [first[column], second[column]];
	if (a === undefined || b === undefined) {
		return Number(a === undefined) - Number(b === undefined);
	}

	const ascending = typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b));
	return isDescending ? -ascending : ascending;
}

function compareTexts(a: string, b: string): number {
	return a.toLowerCase().localeCompare(b.toLowerCase());
}

/** The row that the cursor stands on: 0 where its process is gone or filtered out. */
export function pickerRow({pid}: PickerState, rows: readonly PickerEntry[]): number {
	return Math.max(
		0,
		rows.findIndex(entry => entry.pid === pid),
	);
}
