import fc from 'fast-check';
import {expect, test} from 'vitest';
import {decodeText} from '../../../source/sampler/linux/decode-text.ts';

test('valid UTF-8 is decoded and nothing in it changed', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			expect(decodeText(new TextEncoder().encode(text))).toBe(text);
		}),
	);
});

test('bytes that are no UTF-8 become their numbers, the text around them stays', () => {
	expect(decodeText(Uint8Array.of(0x2f, 0xff, 0x61, 0xc3, 0xa9, 0xc3))).toBe(String.raw`/\xffaé\xc3`);
});

test('a byte order mark is part of a name', () => {
	expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\uFEFFa');
});
