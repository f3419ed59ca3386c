import {expect, test} from 'vitest';
import {type ListedProcess, writeProcessesJson, writeProcessesTxt} from '../../source/formats/process-list.ts';

const processes: readonly ListedProcess[] = [
	{
		pid: 1,
		name: 'init',
		user: 'root',
		command: '/sbin/init',
		privateBytes: 2_097_152,
		residentBytes: 12_582_912,
		architecture: 'x64',
	},
	{pid: 40_321, name: 'evil\u001B[31m', command: 'evil\nrm', residentBytes: 0},
];

test('the list is aligned, with ? for what cannot be read', () => {
	expect([...writeProcessesTxt(processes)].join('').split('\n')).toEqual([
		'  PID  Name        User  Private  Resident  Arch  Command',
		'    1  init        root    2,048    12,288  x64   /sbin/init',
		String.raw`40321  evil\e[31m  ?           ?            ?     evil\nrm`,
		'',
	]);
});

test('the list in JSON has bytes and leaves out what cannot be read', () => {
	expect(JSON.parse([...writeProcessesJson(processes, Date.UTC(2026, 10, 22))].join(''))).toEqual({
		format: 'vmmap-tui/processes',
		version: 1,
		time: '2026-11-22T00:00:00.000Z',
		processes,
	});
});
