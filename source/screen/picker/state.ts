import type {TextField} from '../text-field.ts';

/** A process as the picker lists it. What cannot be read is undefined. */
export type PickerEntry = {
	readonly pid: number;
	readonly name: string;
	readonly command?: string;
	readonly user?: string;
	readonly privateBytes?: number;
	readonly residentBytes?: number;
	readonly architecture?: string;
	readonly isKernelThread: boolean;
};

/** The columns of the picker in their order, each with how it sorts first: numbers of bytes from the largest. */
export const pickerColumns = [
	{id: 'pid', header: 'PID', width: 8, isDescending: false},
	{id: 'name', header: 'Name', width: 20, isDescending: false},
	{id: 'user', header: 'User', width: 12, isDescending: false},
	{id: 'privateBytes', header: 'Private', width: 12, isDescending: true},
	{id: 'residentBytes', header: 'RSS', width: 12, isDescending: true},
	{id: 'architecture', header: 'Arch', width: 6, isDescending: false},
] as const;

export type PickerColumnId = (typeof pickerColumns)[number]['id'];

export type PickerState = {
	readonly entries: readonly PickerEntry[];
	readonly field: TextField;
	readonly sort: {readonly column: PickerColumnId; readonly isReversed: boolean};
	/** The process under the cursor, which stays under it when the list is read again; undefined is the first row. */
	readonly pid: number | undefined;
	readonly top: number;
	/** One sentence for the bottom line: why the process that was chosen cannot be shown. */
	readonly message: string | undefined;
};

export function createPickerState(entries: readonly PickerEntry[], filter = ''): PickerState {
	return {
		entries,
		field: {text: filter, caret: filter.length},
		sort: {column: 'residentBytes', isReversed: false},
		pid: undefined,
		top: 0,
		message: undefined,
	};
}
