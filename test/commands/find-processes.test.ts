import {expect, test} from 'vitest';
import {findProcesses} from '../../source/commands/find-processes.ts';
import {makeProcess} from './fake-surroundings.ts';

const processes = [
	makeProcess(2, 'kworker/0:1', {isKernelThread: true}),
	makeProcess(10, 'postgres', {command: '/usr/bin/postgres -D /data'}),
	makeProcess(11, 'Postgres', {command: 'postgres: writer'}),
	makeProcess(12, 'postgres_export'),
	makeProcess(13, 'gnome-terminal-', {command: '/usr/libexec/gnome-terminal-server --x'}),
	makeProcess(14, 'MainThread', {command: 'node server.js'}),
	makeProcess(999, 'vmmap-tui', {command: 'node vmmap-tui node'}),
];
const find = (name: string) => findProcesses(processes, name, 999).map(({pid}) => pid);

test('a name means those that are called so, in any case, and not those that only begin so', () => {
	expect(find('POSTGRES')).toEqual([10, 11]);
});

test('the start of a name will do where nobody is called so', () => {
	expect(find('post')).toEqual([10, 11, 12]);
	expect(find('postgres_')).toEqual([12]);
});

test('the file name of the program is a name too: Linux cuts its own to 15 bytes', () => {
	expect(find('gnome-terminal-server')).toEqual([13]);
	expect(find('node')).toEqual([14]);
});

test('kernel threads and the program itself are never meant', () => {
	expect(find('kworker')).toEqual([]);
	expect(find('vmmap')).toEqual([]);
});

test('a path with blanks, which Windows quotes, is one path', () => {
	const quoted = [
		makeProcess(20, 'server.exe', {command: '"C:\\Program Files\\Server\\server.exe" --port 80'}),
		makeProcess(21, 'other.exe', {command: '"C:\\Program Files\\other.exe"'}),
	];
	const findQuoted = (name: string) => findProcesses(quoted, name, 999).map(({pid}) => pid);
	expect(findQuoted('program')).toEqual([]);
	expect(findQuoted('server.exe')).toEqual([20]);
	expect(findQuoted('other')).toEqual([21]);
});
