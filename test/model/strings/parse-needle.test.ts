import {expect, test} from 'vitest';
import {parseNeedle} from '../../../source/model/strings/parse-needle.ts';

const bytesOf = (text: string) => {
	const needle = parseNeedle(text);
	return needle.kind === 'needle' ? needle.bytes.map(bytes => [...bytes]) : needle.sentence;
};

test('a text is looked for as UTF-8 and as UTF-16, as it is typed', () => {
	expect(bytesOf('aß ')).toEqual([
		[0x61, 0xc3, 0x9f, 0x20],
		[0x61, 0, 0xdf, 0, 0x20, 0],
	]);
	expect(bytesOf('中')).toEqual([
		[0xe4, 0xb8, 0xad],
		[0x2d, 0x4e],
	]);
});

test('0x and pairs of hex digits are bytes, with blanks or without', () => {
	expect(bytesOf('0x7f 45 4c 46')).toEqual([[0x7f, 0x45, 0x4c, 0x46]]);
	expect(bytesOf(' 0XDEADBEEF')).toEqual([[0xde, 0xad, 0xbe, 0xef]]);
});

test.each(['0x', '0x1', '0x12 3', '0xgg'])('%s is no row of bytes, and it is said what one is', text => {
	expect(bytesOf(text)).toContain('pairs of hex digits');
});
