import {describe, expect, test} from 'vitest';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';

function list(text: string): readonly string[] {
	return listRegions(snapshotOf(text));
}

describe('neighbouring anonymous VMAs', () => {
	test('that differ in protection are one reservation', () => {
		expect(
			list(`
			7f0000000000-7f0000001000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac sd
			7f0000001000-7f0000009000 ---p 0 00:00 0 | VmFlags mr mw me
			7f0000009000-7f000000a000 r--p 0 00:00 0 | VmFlags rd mr mw me nr
		`),
		).toEqual(['7f0000000000 Private Data: anonymous | rw-p, ---p reserve, r--p']);
	});

	test('with other flags that differ are regions of their own', () => {
		expect(
			list(`
			7f0000000000-7f0000001000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
			7f0000001000-7f0000009000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac dd
		`),
		).toHaveLength(2);
	});

	test('are two regions where data lies beside what is written and executed at once', () => {
		expect(
			list(`
			7f0000000000-7f0000001000 rw-p 0 00:00 0
			7f0000001000-7f0000002000 rwxp 0 00:00 0
			7f0000002000-7f0000003000 ---p 0 00:00 0
		`),
		).toEqual([
			'7f0000000000 Private Data: anonymous | rw-p',
			'7f0000001000 Private Data: JIT code? | rwxp, ---p reserve',
		]);
	});

	test('with a hole between them are two regions', () => {
		expect(list('10000-11000 rw-p 0 00:00 0\n12000-13000 rw-p 0 00:00 0')).toHaveLength(2);
	});
});

describe('the kind of anonymous memory', () => {
	test.each([
		['rw-p', 'rd wr', 'Private Data: anonymous'],
		['---p', '', 'Private Data: reserved'],
		['r-xp', 'rd ex', 'Private Data: JIT code?'],
		['rwxp', 'rd wr ex', 'Private Data: JIT code?'],
		['rw-p', 'rd wr ht', 'Private Data: huge pages'],
		['rw-p', 'rd wr ss', 'Stack: shadow stack'],
		['rw-p', 'rd wr gd', 'Stack: growing mapping?'],
		['rw-p', 'rd wr wf dp', 'Private Data: getrandom state?'],
	])('%s with %s', (permissions, flags, expected) => {
		expect(list(`10000-11000 ${permissions} 0 00:00 0 | VmFlags ${flags}`)).toEqual([
			`10000 ${expected} | ${permissions}`,
		]);
	});

	test('is JIT code where any part is executable, as where pages are either written or executed', () => {
		expect(list('10000-11000 rw-p 0 00:00 0\n11000-12000 r-xp 0 00:00 0')).toEqual([
			'10000 Private Data: JIT code? | rw-p, r-xp',
		]);
	});
});
