import {describe, expect, test} from 'vitest';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';

function list(text: string): readonly string[] {
	return listRegions(snapshotOf(text));
}

describe('the kind of a file that is mapped as data', () => {
	test.each([
		['r--p', '/usr/share/a', 'file'],
		['rw-s', '/var/db', 'file'],
		['r--s', '/tmp/a (deleted)', 'deleted file'],
		['rw-p', '/usr/share/a', 'copy-on-write file'],
		['rw-p', '/tmp/a (deleted)', 'copy-on-write file'],
		['r--p', '/tmp/two\\012lines', 'file'],
	])('%s %s is %s', (permissions, path, kind) => {
		expect(list(`10000-11000 ${permissions} 0 fd:01 7 ${path}`)).toEqual([
			`10000 Mapped File: ${kind} | ${path} | ${permissions}`,
		]);
	});
});

test('neighbours of one file are one region', () => {
	expect(
		list(`
		10000-12000 r--s 00000000 fd:01 7 /var/db
		12000-13000 rw-s 00002000 fd:01 7 /var/db
		13000-14000 rw-s 00000000 fd:01 8 /var/other
		15000-16000 rw-s 00002000 fd:01 8 /var/other
	`),
	).toEqual([
		'10000 Mapped File: file | /var/db | r--s, rw-s',
		'13000 Mapped File: file | /var/other | rw-s',
		'15000 Mapped File: file | /var/other | rw-s',
	]);
});

test('a file that is mapped again right behind itself, or the other way round, is two regions', () => {
	expect(
		list(`
		100000-200000 r--s 00000000 fd:01 7 /var/db
		200000-300000 r--s 00000000 fd:01 7 /var/db
	`),
	).toHaveLength(2);
	expect(
		list(`
		10000-11000 r--s 00000000 fd:01 7 /var/db
		11000-12000 r--p 00001000 fd:01 7 /var/db
	`),
	).toHaveLength(2);
});

test('the rings of one io_uring are one region', () => {
	expect(
		list(`
		7ff152220000-7ff152224000 rw-s 10000000 00:10 14645 anon_inode:[io_uring]
		7ff152224000-7ff152227000 rw-s 00000000 00:10 14645 anon_inode:[io_uring]
		7ff152227000-7ff152228000 rw-s 00000000 00:10 14646 anon_inode:[io_uring]
	`),
	).toEqual([
		'7ff152220000 Private Data: io_uring | anon_inode:[io_uring] | rw-s, rw-s',
		'7ff152227000 Private Data: io_uring | anon_inode:[io_uring] | rw-s',
	]);
});

test('files of hugetlbfs are told by VmFlags, wherever it is mounted', () => {
	expect(list('200000-400000 rw-s 0 00:0f 7 /mnt/huge/pool | VmFlags rd wr sh ht')).toEqual([
		'200000 Shareable: huge pages | /mnt/huge/pool | rw-s',
	]);
	expect(list('200000-400000 rw-p 0 00:0f 7 /mnt/huge/pool | VmFlags rd wr ht')).toEqual([
		'200000 Private Data: huge pages | /mnt/huge/pool | rw-p',
	]);
});

test('shared memory without name and inode is shareable', () => {
	expect(list('10000-11000 rw-s 0 00:00 0')).toEqual(['10000 Shareable: shared | rw-s']);
});

test('one path may mean two things, for a shared and for a private mapping', () => {
	expect(
		list(`
		10000-11000 rw-s 0 00:05 7 /dev/zero
		20000-21000 rw-p 0 00:05 7 /dev/zero
	`),
	).toEqual([
		'10000 Shareable: shared anonymous | /dev/zero | rw-s',
		'20000 Private Data: anonymous | /dev/zero | rw-p',
	]);
});
