import {describe, expect, test} from 'vitest';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';

function list(text: string): readonly string[] {
	return listRegions(snapshotOf(text));
}

test('the main heap is one region, however its protection was divided', () => {
	expect(
		list(`
		5600000000-5600010000 rw-p 0 00:00 0 [heap]
		5600010000-5600011000 ---p 0 00:00 0 [heap]
		5600011000-5600020000 rw-p 0 00:00 0 [heap]
	`),
	).toEqual(['5600000000 Heap: main heap | [heap] | rw-p, ---p reserve, rw-p']);
});

describe('an arena of glibc', () => {
	test('begins at a multiple of 64 MiB, and its reserve ends 64 MiB later', () => {
		expect(
			list(`
			7f18f0000000-7f18f0021000 rw-p 0 00:00 0
			7f18f0021000-7f18f4000000 ---p 0 00:00 0
			7f18f4000000-7f18f4100000 rw-p 0 00:00 0
			7f18f4100000-7f18f8000000 ---p 0 00:00 0
		`),
		).toEqual([
			'7f18f0000000 Heap: glibc arena? | rw-p, ---p reserve',
			'7f18f4000000 Heap: glibc arena? | rw-p, ---p reserve',
		]);
	});

	test('is found right behind other anonymous memory', () => {
		expect(
			list(`
			7f18eff00000-7f18f0000000 rw-p 0 00:00 0
			7f18f0000000-7f18f0021000 rw-p 0 00:00 0
			7f18f0021000-7f18f4000000 ---p 0 00:00 0
		`),
		).toEqual(['7f18eff00000 Private Data: anonymous | rw-p', '7f18f0000000 Heap: glibc arena? | rw-p, ---p reserve']);
	});

	test('may be in several parts', () => {
		expect(
			list(`
			7f18f0000000-7f18f0021000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr sd
			7f18f0021000-7f18f0031000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr
			7f18f0031000-7f18f4000000 ---p 0 00:00 0 | VmFlags mr mw me nr
		`),
		).toEqual(['7f18f0000000 Heap: glibc arena? | rw-p, rw-p, ---p reserve']);
	});

	test('has 1 MiB in a process of 32 bits', () => {
		const snapshot = snapshotOf(
			`
			f7000000-f7021000 rw-p 0 00:00 0
			f7021000-f7100000 ---p 0 00:00 0
		`,
			{process: {pid: 1, name: 'a', addressDigits: 8}, taskSize: 0xffff_e000},
		);
		expect(listRegions(snapshot)).toEqual(['f7000000 Heap: glibc arena? | rw-p, ---p reserve']);
	});

	test.each([
		['begins elsewhere', '7f18f0001000-7f18f0021000 rw-p 0 00:00 0\n7f18f0021000-7f18f4000000 ---p 0 00:00 0'],
		['ends elsewhere', '7f18f0000000-7f18f0021000 rw-p 0 00:00 0\n7f18f0021000-7f18f3fff000 ---p 0 00:00 0'],
		['is executable', '7f18f0000000-7f18f0021000 rwxp 0 00:00 0\n7f18f0021000-7f18f4000000 ---p 0 00:00 0'],
		['is the heap of Go', 'c000000000-c000400000 rw-p 0 00:00 0\nc000400000-c004000000 ---p 0 00:00 0'],
	])('is not what %s', (_, lines) => {
		expect(list(lines)).toHaveLength(1);
		expect(list(lines)[0]).not.toContain('glibc arena');
	});
});

test('neighbours with one name are one region, others are not', () => {
	expect(
		list(`
		c000000000-c000400000 rw-p 0 00:00 0 [anon: Go: heap]
		c000400000-c000500000 ---p 0 00:00 0 [anon: Go: heap]
		c000500000-c004000000 ---p 0 00:00 0 [anon: Go: heap reservation]
		7f0000000000-7f0000001000 rw-p 0 00:00 0 [anon:mine]
		7f0000002000-7f0000003000 rw-p 0 00:00 0 [anon:mine]
	`),
	).toEqual([
		'c000000000 Managed Heap: Go heap | Go: heap | rw-p, ---p reserve',
		'c000500000 Managed Heap: Go heap | Go: heap reservation | ---p',
		'7f0000000000 Private Data: named anonymous | mine | rw-p',
		'7f0000002000 Private Data: named anonymous | mine | rw-p',
	]);
});
