import {expect, test} from 'vitest';
import {recognise} from '../../../helpers/recognise.ts';

test('PostgreSQL shares its buffers, its lock and what it has given a path', () => {
	const memory = `
		7ff5371a6000-7ff540000000 rw-s 0 00:01 1024 /dev/zero (deleted)
		7ff542430000-7ff542437000 rw-s 0 00:1a 5 /dev/shm/PostgreSQL.1271505070
		7ff542440000-7ff542441000 rw-s 0 00:01 6 /SYSV0052e2c1 (deleted)
	`;
	expect(recognise(memory, {program: '/usr/lib/postgresql/15/bin/postgres'}).map(line => line.split(' |')[0])).toEqual([
		'7ff5371a6000 Shareable: PostgreSQL shared memory?',
		'7ff542430000 Shareable: PostgreSQL shared memory',
		'7ff542440000 Shareable: PostgreSQL shared memory?',
	]);
	expect(recognise(memory, {program: '/usr/bin/python3'}).filter(line => line.includes('PostgreSQL shared'))).toEqual(
		[],
	);
});

test('PostgreSQL shares its buffers in huge pages too', () => {
	const memory = '7ff530000000-7ff540000000 rw-s 0 00:0f 1024 /anon_hugepage (deleted) | VmFlags rd wr sh ht';
	const program = '/usr/lib/postgresql/15/bin/postgres';
	expect(recognise(memory, {program})[0]).toContain('Shareable: PostgreSQL shared memory?');
	expect(recognise(memory.replace('rw-s', 'rw-p'), {program})[0]).toContain('Private Data: huge pages');
	expect(recognise(memory)[0]).toContain('Shareable: huge pages');
});
