import {expect, test} from 'vitest';
import {lineText} from '../../source/screen/line.ts';
import {pickerRows} from '../../source/screen/picker/rows.ts';
import {createPickerState, type PickerEntry, type PickerState} from '../../source/screen/picker/state.ts';
import {updatePicker} from '../../source/screen/picker/update.ts';
import {viewPicker} from '../../source/screen/picker/view.ts';

const entries: readonly PickerEntry[] = [
	{pid: 1, name: 'init', user: 'root', residentBytes: 4096, privateBytes: 1024, isKernelThread: false},
	{pid: 2, name: 'kthreadd', user: 'root', isKernelThread: true},
	{
		pid: 30,
		name: 'postgres',
		command: 'postgres -D /data',
		user: 'db',
		residentBytes: 65_536,
		privateBytes: 9216,
		isKernelThread: false,
	},
	{pid: 31, name: 'hidden\u001B[2J', isKernelThread: false},
];

const press = (state: PickerState, ...keys: readonly string[]): PickerState =>
	keys.reduce((before, key) => updatePicker(before, key, 10).state, state);

const pids = (state: PickerState): readonly number[] => pickerRows(state).map(({pid}) => pid);

test('processes stand by what they have in memory, the unknown last and kernel threads not at all', () => {
	expect(pids(createPickerState(entries))).toEqual([30, 1, 31]);
});

test('typing narrows the list to what holds every word', () => {
	expect(pids(press(createPickerState(entries), 'D', 'b', 'space', '-', 'd'))).toEqual([30]);
});

test('Tab sorts by the next column and Shift+Tab reverses', () => {
	const byArchitecture = press(createPickerState(entries), 'tab');
	expect(byArchitecture.sort.column).toBe('architecture');
	const byPid = press(byArchitecture, 'tab');
	expect(pids(byPid)).toEqual([1, 30, 31]);
	expect(pids(press(byPid, 'shift+tab'))).toEqual([31, 30, 1]);
});

test('Enter picks the process under the cursor', () => {
	const state = press(createPickerState(entries), 'down');
	expect(updatePicker(state, 'enter', 10).effect).toEqual({kind: 'pick', pid: 1});
});

test('the cursor stays on its process when the list is read again', () => {
	const state = press(createPickerState(entries), 'down');
	const again = {...state, entries: [{...entries[3], residentBytes: 1e9} as PickerEntry, ...entries.slice(0, 3)]};
	expect(updatePicker(again, 'enter', 10).effect).toEqual({kind: 'pick', pid: 1});
});

test('Esc clears the filter first and leaves when it is empty', () => {
	const filtered = press(createPickerState(entries), 'd');
	expect(updatePicker(filtered, 'escape', 10)).toMatchObject({state: {field: {text: ''}}});
	expect(updatePicker(press(filtered, 'escape'), 'escape', 10).effect).toEqual({kind: 'cancel'});
});

test('a filter that nothing matches picks nothing', () => {
	expect(updatePicker(press(createPickerState(entries), 'Z', 'Z'), 'enter', 10).effect).toBeUndefined();
});

test('names from outside are escaped, and unknown values are a question mark', () => {
	const text = viewPicker(createPickerState(entries), 120, 20).rows.map(lineText).join('\n');
	expect(text).not.toContain('\u001B');
	expect(text).toContain('hidden\\e[2J');
	expect(text).toMatch(/31 hidden.*\?.*\?/);
});

test('no line of the picker is wider than the terminal', () => {
	for (const columns of [60, 80, 200]) {
		const view = viewPicker(createPickerState(entries), columns, 20);
		for (const line of [view.heading, ...view.rows]) {
			expect(lineText(line).length).toBeLessThanOrEqual(columns);
		}
	}
});

test('why a process cannot be shown is said in full, on as many lines as that takes', () => {
	const sentence =
		'The memory of process 20484 may not be read: run vmmap-tui as root, or give it the capability CAP_PERFMON.';
	const {bottom, rows} = viewPicker({...createPickerState(entries), message: sentence}, 60, 6);
	expect(bottom.map(lineText).join(' ')).toBe(sentence);
	expect(rows.length + bottom.length).toBeLessThanOrEqual(4);
});
