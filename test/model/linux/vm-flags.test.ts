import {expect, test} from 'vitest';
import {hasVmFlag, parseVmFlags} from '../../../source/model/linux/vm-flags.ts';

test('flags are spelled out in the order of the kernel', () => {
	expect(parseVmFlags('rd wr mr lo')).toEqual([
		{flag: 'rd', meaning: 'readable'},
		{flag: 'wr', meaning: 'writable'},
		{flag: 'mr', meaning: 'may be made readable'},
		{flag: 'lo', meaning: 'pages are locked in memory'},
	]);
});

test('a flag of a later kernel is kept as it is', () => {
	expect(parseVmFlags('rd q7 ')).toEqual([{flag: 'rd', meaning: 'readable'}, {flag: 'q7'}]);
});

test('no flags are an empty list', () => {
	expect(parseVmFlags('')).toEqual([]);
});

test('a flag is found as a whole, wherever it stands', () => {
	expect(hasVmFlag('nh', 'nh')).toBe(true);
	expect(hasVmFlag('rd nh', 'nh')).toBe(true);
	expect(hasVmFlag('nh ac ', 'nh')).toBe(true);
	expect(hasVmFlag('rd wr', 'dw')).toBe(false);
	expect(hasVmFlag('rdnh nhx', 'nh')).toBe(false);
	expect(hasVmFlag('xnh nh', 'nh')).toBe(true);
});
