import {expect, test} from 'vitest';
import {parsePlace} from '../../../source/screen/go-to/parse-place.ts';

test.each([
	['7ffff7dd5000', 0x7fff_f7dd_5000],
	['0x7FFFF7DD5000', 0x7fff_f7dd_5000],
	['7fff`f7dd5000', 0x7fff_f7dd_5000],
	['0x7fff_f7dd_5000', 0x7fff_f7dd_5000],
	['400000+1a0', 0x40_01a0],
	['0x400000 + 0x1a0', 0x40_01a0],
	['00400000-0040b000', 0x40_0000],
	['00400000-0040b000 r-xp 00000000 08:01 1234   /bin/cat', 0x40_0000],
	['ffffffffff600000', 0xffff_ffff_ff60_0000],
])('%s is a place', (text, address) => {
	expect(parsePlace(text)).toBe(address);
});

test.each([
	'',
	'0x',
	'heap',
	'12 34',
	'1+2+3',
	'+1',
	'7ffff7dd5000-',
	'ffffffffffffffff+ffffffffffffffff',
	'11112222333344445',
])('%s is none', text => {
	expect(parsePlace(text)).toBeUndefined();
});
